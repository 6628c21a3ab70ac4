package dev.trainyard.training.token;

import dev.trainyard.training.tokenaudit.Actor;
import java.util.List;

/** Saves and loads the tokens of many users; no place is there twice. */
interface TokenBatches {

    /** Keeps all of them. */
    void save(List<TokenSave> saves, Actor actor);

    /** What there is at each place, in their order. */
    List<LoadedToken> load(List<TokenReference> wanted, Actor actor);
}

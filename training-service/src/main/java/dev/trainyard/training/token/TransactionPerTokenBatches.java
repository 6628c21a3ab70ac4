package dev.trainyard.training.token;

import dev.trainyard.training.tokenaudit.Actor;
import dev.trainyard.training.tokenaudit.AuditOperation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** A connection and a transaction for each token: slow, and when one fails, those before it are kept. */
@ApplicationScoped
class TransactionPerTokenBatches implements TokenBatches {

    private final TokenVault vault;

    TransactionPerTokenBatches(TokenVault vault) {
        this.vault = vault;
    }

    @Override
    public void save(List<TokenSave> saves, Actor actor) {
        saves.forEach(save -> vault.save(List.of(save), AuditOperation.BATCH_SAVE, actor));
    }

    @Override
    public List<LoadedToken> load(List<TokenReference> wanted, Actor actor) {
        return wanted.stream()
                .map(of -> vault.load(List.of(of), AuditOperation.BATCH_LOAD, actor)
                        .getFirst())
                .toList();
    }
}

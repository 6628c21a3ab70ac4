package dev.trainyard.quiz.lifecycle;

import dev.trainyard.quiz.lifecycle.SettlementStore.Player;
import dev.trainyard.quiz.lifecycle.SettlementStore.Progress;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Does what follows when a quiz has closed, chunk by chunk. Each is one transaction with the note that it is done: whoever is
 * killed in the middle has done it or not, and anybody may do the next one.
 */
@ApplicationScoped
class SettlementService {

    private final SettlementStore settlements;
    private final List<PlayersEnd> stages;
    private final List<QuizEnd> ends;
    private final LifecycleConfig.Settlement config;

    SettlementService(
            SettlementStore settlements,
            @All List<PlayersEnd> stages,
            @All List<QuizEnd> ends,
            LifecycleConfig config) {
        this.settlements = settlements;
        this.stages = stages;
        this.ends = ends;
        this.config = config.settlement();
    }

    /**
     * Does the next chunk of a quiz; whether there was one.
     *
     * @param isPatient whether to wait for somebody else who does one of this quiz now; else there is none then
     */
    @Transactional
    boolean goOn(String creator, UUID quiz, boolean isPatient) {
        Optional<Progress> progress = settlements.lock(creator, quiz, isPatient);
        progress.ifPresent(known -> goOn(creator, quiz, known));
        return progress.isPresent();
    }

    private void goOn(String creator, UUID quiz, Progress progress) {
        int limit = Math.clamp(config.answers() / progress.answers(), 1, config.players());
        String lastName = progress.lastName();
        for (PlayersEnd stage : stages.subList(indexOf(progress.stage()), stages.size())) {
            List<Player> players = settlements.players(creator, quiz, lastName, limit);
            if (!players.isEmpty()) {
                stage.end(creator, quiz, players.stream().map(Player::user).toList());
                settlements.move(creator, quiz, stage.stage(), players.getLast().name());
                return;
            }
            lastName = "";
        }
        ends.forEach(end -> end.settled(creator, quiz));
        settlements.end(creator, quiz);
    }

    private int indexOf(String name) {
        if (name.isEmpty()) {
            return 0;
        }
        for (int i = 0; i < stages.size(); i++) {
            if (stages.get(i).stage().equals(name)) {
                return i;
            }
        }
        // Of another version: that one goes on with it.
        throw new IllegalStateException("This version knows no stage " + name);
    }
}

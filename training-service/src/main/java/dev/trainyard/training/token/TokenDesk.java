package dev.trainyard.training.token;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.problem.BodyProblems;
import dev.trainyard.kit.rollout.RolloutDefinition;
import dev.trainyard.kit.rollout.Rollouts;
import dev.trainyard.training.tokenaudit.Actor;
import dev.trainyard.training.tokenaudit.AuditEntry;
import dev.trainyard.training.tokenaudit.AuditOperation;
import dev.trainyard.training.tokenaudit.AuditOutcome;
import dev.trainyard.training.tokenaudit.TokenAudit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Takes batches of tokens from services: checks them as a whole, and hands them to the variant that the service gets. */
@ApplicationScoped
class TokenDesk {

    @Produces
    static final RolloutDefinition ROLLOUT = new RolloutDefinition(
            "batch-tokens", "Tokens of many users by two statements and one commit, instead of token by token");

    private final Rollouts rollouts;
    private final TransactionPerTokenBatches plain;
    private final OneTransactionBatches fast;
    private final TokenAudit audit;
    private final Validator validator;

    TokenDesk(
            Rollouts rollouts,
            TransactionPerTokenBatches plain,
            OneTransactionBatches fast,
            TokenAudit audit,
            Validator validator) {
        this.rollouts = rollouts;
        this.plain = plain;
        this.fast = fast;
        this.audit = audit;
        this.validator = validator;
    }

    /**
     * Keeps all tokens of the batch.
     *
     * @throws Problem 400 when one of them is none or is there twice; then none is kept, and the audit of all who were named
     *     says so
     */
    SavedBatch save(SaveBatch batch, Actor actor) {
        List<Violation> twice = twice(
                batch.tokens() == null
                        ? List.of()
                        : batch.tokens().stream()
                                .map(item -> item == null ? null : item.of())
                                .toList());
        var violations = validator.validate(batch);
        if (!violations.isEmpty() || !twice.isEmpty()) {
            Problem refusal = violations.isEmpty() ? Problem.invalid(twice) : BodyProblems.of(violations);
            audit.appendAfter(refusal, actor, refused(batch));
            throw refusal;
        }
        List<TokenSave> saves = batch.saves();
        rollouts.write(
                ROLLOUT.name(),
                actor.subject(),
                () -> {
                    plain.save(saves, actor);
                    return null;
                },
                () -> {
                    fast.save(saves, actor);
                    return null;
                });
        return new SavedBatch(saves.size());
    }

    /**
     * Loads what there is.
     *
     * @throws Problem 400 when a place is there twice
     */
    LoadedBatch load(LoadBatch batch, Actor actor) {
        List<TokenReference> wanted = batch.tokens();
        List<Violation> twice = twice(wanted);
        if (!twice.isEmpty()) {
            throw Problem.invalid(twice);
        }
        return LoadedBatch.of(rollouts.write(
                ROLLOUT.name(), actor.subject(), () -> plain.load(wanted, actor), () -> fast.load(wanted, actor)));
    }

    private static List<Violation> twice(List<TokenReference> places) {
        Set<TokenReference> seen = new HashSet<>();
        List<Violation> twice = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            if (places.get(i) != null && !seen.add(places.get(i))) {
                twice.add(
                        Violation.inBody("/tokens/" + i, "is the token of a user and provider that are there before"));
            }
        }
        return twice;
    }

    /** Of those who are named as they should be. */
    private List<AuditEntry> refused(SaveBatch batch) {
        if (batch.tokens() == null || batch.tokens().size() > SaveBatch.MAX) {
            return List.of();
        }
        return batch.tokens().stream()
                .filter(Objects::nonNull)
                .map(SaveBatch.Item::of)
                .filter(of -> validator.validate(of).isEmpty())
                .distinct()
                .map(of -> new AuditEntry(
                        of.user(), of.provider(), AuditOperation.BATCH_SAVE, AuditOutcome.INVALID_INPUT, null))
                .toList();
    }
}

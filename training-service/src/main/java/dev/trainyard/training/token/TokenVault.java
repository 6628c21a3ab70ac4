package dev.trainyard.training.token;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.problem.BodyProblems;
import dev.trainyard.training.tokenaudit.Actor;
import dev.trainyard.training.tokenaudit.AuditEntry;
import dev.trainyard.training.tokenaudit.AuditOperation;
import dev.trainyard.training.tokenaudit.AuditOutcome;
import dev.trainyard.training.tokenaudit.TokenAudit;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Keeps tokens encrypted, and writes to the audit whatever is done with them, or tried. Each call is a transaction of its
 * own with its part of the audit, and refuses to be in another one: what the audit says stays, whatever becomes of the
 * caller.
 */
@ApplicationScoped
public class TokenVault {

    private final TokenStore tokens;
    private final TokenCipher cipher;
    private final TokenAudit audit;
    private final Validator validator;

    TokenVault(TokenStore tokens, TokenCipher cipher, TokenAudit audit, Validator validator) {
        this.tokens = tokens;
        this.cipher = cipher;
        this.audit = audit;
        this.validator = validator;
    }

    /**
     * The token of a user at a provider, empty when there is none.
     *
     * @throws Problem 409 {@code token-unreadable} when there is one that no key here opens
     */
    public Optional<StoredToken> load(String user, String provider, Actor actor) {
        TokenReference of = new TokenReference(user, provider);
        LoadedToken loaded = load(List.of(of), AuditOperation.LOAD, actor).getFirst();
        if (loaded.outcome() == AuditOutcome.UNREADABLE) {
            throw Problem.conflict(
                    "token-unreadable", "The token is there and cannot be decrypted any more. Save it anew.");
        }
        return loaded.token();
    }

    /**
     * Keeps a token, over the one that may be there.
     *
     * @throws Problem 400 when it is none, which the audit then says
     */
    public SavedToken save(String user, String provider, TokenDraft token, Actor actor) {
        TokenReference of = new TokenReference(user, provider);
        requireToken(of, AuditOperation.SAVE, token, actor);
        return save(List.of(new TokenSave(of, token)), AuditOperation.SAVE, actor)
                .getFirst();
    }

    /**
     * Keeps a token in the place of the one that was read, unless somebody has changed it since.
     *
     * @param read the version of what was read
     * @return whether it is kept; if not, the caller may load what is there now
     * @throws Problem 400 when it is none, which the audit then says
     */
    public boolean replace(String user, String provider, UUID read, TokenDraft token, Actor actor) {
        TokenReference of = new TokenReference(user, provider);
        requireToken(of, AuditOperation.REFRESH, token, actor);
        SealedToken sealed = cipher.sealed(of, token);
        return inTransaction(actor, List.of(failed(of, AuditOperation.REFRESH, token.details())), () -> {
            boolean replaced = tokens.replace(read, sealed);
            AuditOutcome outcome =
                    replaced ? AuditOutcome.SUCCESS : tokens.exists(of) ? AuditOutcome.STALE : AuditOutcome.NOT_FOUND;
            audit.append(actor, List.of(entry(of, AuditOperation.REFRESH, outcome, token.details())));
            return replaced;
        });
    }

    /** Forgets a token; whether there was one. */
    public boolean delete(String user, String provider, Actor actor) {
        TokenReference of = new TokenReference(user, provider);
        return inTransaction(actor, List.of(failed(of, AuditOperation.DELETE, null)), () -> {
            boolean deleted = tokens.delete(of);
            AuditOutcome outcome = deleted ? AuditOutcome.SUCCESS : AuditOutcome.NOT_FOUND;
            audit.append(actor, List.of(entry(of, AuditOperation.DELETE, outcome, null)));
            return deleted;
        });
    }

    /** What there is at each of these places, in their order, by two statements. */
    List<LoadedToken> load(List<TokenReference> wanted, AuditOperation operation, Actor actor) {
        List<AuditEntry> failures =
                wanted.stream().map(of -> failed(of, operation, null)).toList();
        return inTransaction(actor, failures, () -> {
            Map<TokenReference, StoredRow> found = tokens.find(wanted).stream()
                    .collect(Collectors.toMap(row -> row.token().of(), Function.identity()));
            List<LoadedToken> loaded =
                    wanted.stream().map(of -> loaded(of, found.get(of))).toList();
            audit.append(
                    actor,
                    loaded.stream()
                            .map(one -> entry(one.of(), operation, one.outcome(), null))
                            .toList());
            return loaded;
        });
    }

    /** Keeps tokens that are checked, no two of one place, by two statements. */
    List<SavedToken> save(List<TokenSave> saves, AuditOperation operation, Actor actor) {
        List<SealedToken> sealed = saves.stream()
                .map(save -> cipher.sealed(save.of(), save.token()))
                .toList();
        List<AuditEntry> failures = saves.stream()
                .map(save -> failed(save.of(), operation, save.token().details()))
                .toList();
        return inTransaction(actor, failures, () -> {
            List<SavedToken> saved = tokens.put(sealed);
            audit.append(
                    actor,
                    saves.stream()
                            .map(save -> entry(
                                    save.of(),
                                    operation,
                                    AuditOutcome.SUCCESS,
                                    save.token().details()))
                            .toList());
            return saved;
        });
    }

    private LoadedToken loaded(TokenReference of, StoredRow row) {
        if (row == null) {
            return new LoadedToken(of, AuditOutcome.NOT_FOUND, Optional.empty());
        }
        Optional<StoredToken> token = cipher.opened(row);
        return new LoadedToken(of, token.isPresent() ? AuditOutcome.SUCCESS : AuditOutcome.UNREADABLE, token);
    }

    private void requireToken(TokenReference of, AuditOperation operation, TokenDraft token, Actor actor) {
        var violations = validator.validate(token);
        if (!violations.isEmpty()) {
            Problem refusal = BodyProblems.of(violations);
            // Not with its details, which may be what is wrong.
            audit.appendAfter(refusal, actor, List.of(entry(of, operation, AuditOutcome.INVALID_INPUT, null)));
            throw refusal;
        }
    }

    private <T> T inTransaction(Actor actor, List<AuditEntry> failures, Callable<T> work) {
        try {
            return QuarkusTransaction.disallowingExisting().call(work);
        } catch (RuntimeException failure) {
            audit.appendAfter(failure, actor, failures);
            throw failure;
        }
    }

    private static AuditEntry failed(TokenReference of, AuditOperation operation, String details) {
        return entry(of, operation, AuditOutcome.FAILED, details);
    }

    private static AuditEntry entry(TokenReference of, AuditOperation operation, AuditOutcome outcome, String details) {
        return new AuditEntry(of.user(), of.provider(), operation, outcome, details);
    }
}

package dev.trainyard.training.tokenaudit;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.database.DatabaseProblems;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Writes the audit of tokens: any number of entries of any users by one statement, which chains them. */
// So that its metrics are there before they are needed.
@Startup
@ApplicationScoped
public class TokenAudit {

    private static final Logger LOG = Logger.getLogger(TokenAudit.class);

    private static final Set<String> UNREACHABLE = Set.of("database-unavailable", "pool-exhausted");

    private static final String APPEND = """
            SELECT append_token_audit(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?, ?, ?)
            """;

    private final Database database;
    private final MeterRegistry metrics;

    TokenAudit(Database database, MeterRegistry metrics) {
        this.database = database;
        this.metrics = metrics;
        // Before the first one, too: an alert asks whether it has become more.
        for (AuditOperation operation : AuditOperation.values()) {
            operations(operation, AuditOutcome.UNREADABLE);
        }
    }

    /**
     * Writes {@code entries} in the transaction of what they record, as its last statement: it locks the ends of their
     * users' chains.
     */
    @Transactional(TxType.MANDATORY)
    public void append(Actor actor, List<AuditEntry> entries) {
        if (!entries.isEmpty()) {
            write(actor, entries);
        }
    }

    /**
     * Writes entries of what has no transaction, or had one that was rolled back with {@code cause}. When even that
     * fails, the log has to do, and {@code cause} stays what the caller hears of. Where {@code cause} is that the database
     * cannot be reached, nothing has happened to a token, and nobody waits for a connection a second time.
     */
    public void appendAfter(RuntimeException cause, Actor actor, List<AuditEntry> entries) {
        if (DatabaseProblems.of(cause)
                .map(Problem::code)
                .filter(UNREACHABLE::contains)
                .isPresent()) {
            return;
        }
        try {
            QuarkusTransaction.requiringNew().run(() -> append(actor, entries));
        } catch (RuntimeException unwritten) {
            LOG.errorf(unwritten, "What happened to tokens is not in the audit: %d entries", entries.size());
            cause.addSuppressed(unwritten);
        }
    }

    private void write(Actor actor, List<AuditEntry> entries) {
        database.list(
                APPEND,
                row -> null,
                each(entries, AuditEntry::user),
                each(entries, AuditEntry::provider),
                each(entries, entry -> entry.operation().code()),
                each(entries, entry -> entry.outcome().code()),
                each(entries, AuditEntry::details),
                actor.subject(),
                actor.clientAddress(),
                actor.userAgent());
        entries.forEach(entry -> operations(entry.operation(), entry.outcome()).increment());
    }

    private Counter operations(AuditOperation operation, AuditOutcome outcome) {
        return metrics.counter(
                "trainyard.training.vault.operations", "operation", operation.code(), "outcome", outcome.code());
    }

    private static String[] each(List<AuditEntry> entries, Function<AuditEntry, String> part) {
        return entries.stream().map(part).toArray(String[]::new);
    }
}

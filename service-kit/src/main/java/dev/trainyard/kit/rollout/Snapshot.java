package dev.trainyard.kit.rollout;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.sql.Statement;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** A transaction in which everything that is read is of one moment, and nothing can be written. */
@ApplicationScoped
class Snapshot {

    private static final Logger LOG = Logger.getLogger(Snapshot.class);

    private final Database database;
    private final TransactionManager transactions;

    Snapshot(Database database, TransactionManager transactions) {
        this.database = database;
        this.transactions = transactions;
    }

    /** Whether a transaction is under way, which has its own view of the data and is not ours to end. */
    boolean isWithinTransaction() {
        try {
            return transactions.getStatus() != Status.STATUS_NO_TRANSACTION;
        } catch (SystemException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Runs {@code reads} in a snapshot of its own. */
    <T> T of(Supplier<T> reads) {
        begin();
        try {
            execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            execute("SAVEPOINT unread");
            return reads.get();
        } finally {
            end();
        }
    }

    /** Makes the snapshot usable again after a statement in it failed. */
    void recover() {
        execute("ROLLBACK TO SAVEPOINT unread");
    }

    private void execute(String sql) {
        database.run(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    private void begin() {
        try {
            transactions.begin();
        } catch (NotSupportedException | SystemException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** By rolling back, since a variant that failed may have forbidden to commit, and there is nothing to commit. */
    private void end() {
        try {
            transactions.rollback();
        } catch (SystemException failure) {
            LOG.warn("The transaction of a comparison could not be ended", failure);
        }
    }
}

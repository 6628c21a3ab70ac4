package dev.trainyard.workout.resolution;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The fast way: what this replica remembers, and for the rest the table that triggers keep right. */
@ApplicationScoped
class RememberedNames implements NameResolver {

    static final String RELATION = "exercise_resolution_cache";

    private final ResolutionQuery query;
    private final ResolutionMemory memory;
    private final TransactionSynchronizationRegistry transactions;

    RememberedNames(Database database, ResolutionMemory memory, TransactionSynchronizationRegistry transactions) {
        this.query = new ResolutionQuery(database, RELATION);
        this.memory = memory;
        this.transactions = transactions;
    }

    @Override
    public List<Resolution> resolve(String user, List<String> names) {
        if (transactions.getTransactionStatus() != Status.STATUS_NO_TRANSACTION) {
            // It sees what nobody else does yet, or not any more: neither is to be remembered.
            return query.resolve(user, names);
        }
        // Taken before anything is read: what changes after it makes what was read worthless.
        long stamp = memory.stamp(user);
        Map<String, Resolution> known = memory.recall(user, names, stamp);
        List<String> unknown = names.stream()
                .filter(name -> !known.containsKey(name))
                .distinct()
                .toList();
        if (!unknown.isEmpty()) {
            List<Resolution> read = query.resolve(user, unknown);
            for (int i = 0; i < read.size(); i++) {
                known.put(unknown.get(i), read.get(i));
                memory.remember(user, unknown.get(i), read.get(i), stamp);
            }
        }
        List<Resolution> resolved = new ArrayList<>(names.size());
        names.forEach(name -> resolved.add(known.get(name)));
        return resolved;
    }
}

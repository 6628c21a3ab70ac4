package dev.trainyard.training.tokenaudit;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.job.Job;
import dev.trainyard.kit.job.JobRun;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Makes the months of the audit that are to come, and drops those that are over for 90 days. */
@ApplicationScoped
class AuditRetention implements Job {

    private final Database database;

    AuditRetention(Database database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "token-audit-retention";
    }

    @Override
    public Duration interval() {
        return Duration.ofHours(6);
    }

    /** How many months were made or dropped. */
    @Override
    public long run(JobRun run) {
        long months = call("SELECT keep_token_audit_partitions()") + call("SELECT drop_token_audit_partitions()");
        run.handled(months);
        return months;
    }

    private long call(String function) {
        return database.one(function, row -> row.getLong(1)).orElseThrow();
    }
}

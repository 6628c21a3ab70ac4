package dev.trainyard.training.tokenaudit;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.Plan;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuditIndexTest {

    @InjectDatabase
    EmbeddedDatabase database;

    @Test
    void pageIsReadFromTheMonthsInTheirOrder() throws Exception {
        String plan = Plan.of(database, "training", AuditStore.PAGE);
        assertThat(plan, containsString("Merge Append"));
        assertThat(plan, containsString("Index Scan Backward using token_audit_log_"));
        assertThat(plan, containsString("Index Cond: ((user_id = $1) AND (sequence < $2))"));
    }

    @Test
    void chainIsFoundByTheUser() throws Exception {
        String plan = Plan.of(database, "training", AuditStore.CHAIN);
        assertThat(plan, containsString("Index Scan using pk_token_audit_head"));
        assertThat(plan, containsString("Index Scan using pk_token_audit_anchor"));
        assertThat(plan, containsString("Index Scan using token_audit_log_"));
        assertThat(plan, not(containsString("Filter")));
    }
}

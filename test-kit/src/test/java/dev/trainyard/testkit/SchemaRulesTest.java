package dev.trainyard.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaRulesTest {

    private static final String LIST = """
            ## Every service

            | table | index | the query that needs it |
            | --- | --- | --- |
            | plan | `pk_plan` | one plan, `PlanStore` |

            ## other

            | plan | `ix_plan_of_another_schema` | not this one's |

            ## scratch

            | table | index | the query that needs it |
            | --- | --- | --- |
            | step | `pk_step` | one step, `StepStore` |
            """;

    private static EmbeddedDatabase database;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.temporary();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void twoTables() throws SQLException {
        execute("DROP SCHEMA IF EXISTS scratch CASCADE");
        execute("CREATE SCHEMA scratch");
        execute("CREATE TABLE plan (user_id text, id uuid, name text, CONSTRAINT pk_plan PRIMARY KEY (user_id, id))");
        execute("CREATE TABLE step (user_id text, id uuid, plan_id uuid, day date, \"position\" integer,"
                + " CONSTRAINT pk_step PRIMARY KEY (user_id, id))");
    }

    @Test
    void keysThatAreListedAreFine() {
        assertDoesNotThrow(() -> SchemaRules.check(database, "scratch", listWith()));
    }

    @Test
    void indexThatIsThereTwiceIsNamed() throws SQLException {
        execute("CREATE INDEX ix_step_day ON step (user_id, day)");
        execute("CREATE UNIQUE INDEX uq_step_day ON step (user_id, day)");

        assertWrong(
                "ix_step_day (user_id, day) and uq_step_day (user_id, day) of table step are the same: drop one.",
                "ix_step_day",
                "uq_step_day");
    }

    @Test
    void beginningOfAnotherIndexIsNamed() throws SQLException {
        execute("CREATE INDEX ix_step_user ON step (user_id)");

        assertWrong(
                "ix_step_user (user_id) of table step is the beginning of pk_step (user_id, id): drop it, the other"
                        + " serves its queries too.",
                "ix_step_user");
    }

    @Test
    void indexThatSortsOrFiltersOtherwiseIsNoBeginning() throws SQLException {
        execute("CREATE UNIQUE INDEX uq_step_user ON step (user_id) WHERE day IS NULL");
        execute("CREATE INDEX ix_step_day ON step (user_id, day DESC)");
        execute("CREATE INDEX ix_step_day_position ON step (user_id, day, \"position\")");
        execute("CREATE INDEX ix_step_pattern ON step (user_id text_pattern_ops)");
        execute("CREATE INDEX ix_step_dated ON step (user_id, day) WHERE plan_id IS NOT NULL");

        assertDoesNotThrow(() -> SchemaRules.check(
                database,
                "scratch",
                listWith("uq_step_user", "ix_step_day", "ix_step_day_position", "ix_step_pattern", "ix_step_dated")));
    }

    @Test
    void foreignKeyWithoutIndexIsNamed() throws SQLException {
        execute("ALTER TABLE step ADD CONSTRAINT fk_step_plan FOREIGN KEY (user_id, plan_id) REFERENCES plan");
        execute("CREATE INDEX ix_step_day_plan ON step (user_id, day, plan_id)");
        execute("CREATE INDEX ix_step_dated_plan ON step (user_id, plan_id) WHERE day IS NOT NULL");

        assertWrong(
                "Foreign key fk_step_plan of table step has no index that starts with user_id, plan_id: create one.",
                "ix_step_day_plan",
                "ix_step_dated_plan");
    }

    @Test
    void foreignKeyIsServedByItsColumnsInAnyOrderWhereTheyAreNotNull() throws SQLException {
        execute("ALTER TABLE step ADD CONSTRAINT fk_step_plan FOREIGN KEY (user_id, plan_id) REFERENCES plan");
        execute("CREATE INDEX ix_step_plan ON step (plan_id, user_id, day) WHERE plan_id IS NOT NULL");

        assertDoesNotThrow(() -> SchemaRules.check(database, "scratch", listWith("ix_step_plan")));
    }

    @Test
    void brokenIndexIsNamed() throws SQLException {
        execute("INSERT INTO step VALUES ('ada', uuidv7(), NULL, '2026-01-01'), ('ada', uuidv7(), NULL, '2026-01-01')");
        assertThrows(
                SQLException.class,
                () -> execute("CREATE UNIQUE INDEX CONCURRENTLY uq_step_day ON step (user_id, day)"));

        assertWrong(
                "uq_step_day (user_id, day) of table step is invalid, what a CREATE INDEX CONCURRENTLY leaves that"
                        + " fails: drop it.",
                "uq_step_day");
    }

    @Test
    void indexThatNobodyWroteDownIsNamedWithTheRowToAdd() throws SQLException {
        execute("CREATE INDEX ix_step_day ON step (user_id, day)");

        assertWrong("""
                ix_step_day of table step is not in docs/indexes.md. Add under "## scratch", with the query that needs it \
                and its class:
                    | step | `ix_step_day` | … |""");
    }

    @Test
    void rowWithoutIndexIsNamed() throws SQLException {
        assertWrong(
                "docs/indexes.md lists ix_step_day of table step, which does not exist: take its row out, or create it.",
                "ix_step_day");
    }

    @Test
    void rowThatNamesNoQueryDoesNotCount() {
        assertEquals(
                "[]",
                DocumentedIndexes.parse("## scratch\n| step | `ix_step_day` |  |\n", "scratch")
                        .entries()
                        .toString());
    }

    private static void assertWrong(String expected, String... listed) {
        var failure =
                assertThrows(AssertionError.class, () -> SchemaRules.check(database, "scratch", listWith(listed)));
        assertEquals("Indexes of schema scratch:\n" + expected, failure.getMessage());
    }

    private static DocumentedIndexes listWith(String... indexesOfStep) {
        StringBuilder list = new StringBuilder(LIST);
        for (String index : indexesOfStep) {
            list.append("| step | `").append(index).append("` | a query, `StepStore` |\n");
        }
        return DocumentedIndexes.parse(list.toString(), "scratch");
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = database.connectAsAdmin();
                Statement statement = connection.createStatement()) {
            // By the connection and not in the same call, which would make one transaction of both.
            connection.setSchema("scratch");
            statement.execute(sql);
        }
    }
}

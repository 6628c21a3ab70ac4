package dev.trainyard.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SchemaRulesTest {

    @Test
    void whatIsWrongWithIndexesIsTold() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.temporary()) {
            try (Connection admin = database.connectAsAdmin();
                    Statement statement = admin.createStatement()) {
                statement.execute("""
                        CREATE SCHEMA rules;
                        SET search_path = rules;
                        CREATE TABLE parent (user_id text, id uuid, CONSTRAINT pk_parent PRIMARY KEY (user_id, id));
                        CREATE TABLE child (
                            user_id text, id uuid, parent_id uuid, other_id uuid, third_id uuid, at timestamptz, note text,
                            CONSTRAINT pk_child PRIMARY KEY (user_id, id),
                            CONSTRAINT fk_served FOREIGN KEY (user_id, parent_id) REFERENCES parent,
                            CONSTRAINT fk_served_in_part FOREIGN KEY (user_id, other_id) REFERENCES parent,
                            CONSTRAINT fk_unserved FOREIGN KEY (user_id, third_id) REFERENCES parent);
                        CREATE INDEX ix_parent ON child (user_id, parent_id, at);
                        CREATE INDEX ix_other ON child (user_id, other_id) WHERE other_id IS NOT NULL;
                        CREATE INDEX ix_third ON child (user_id, third_id) WHERE note IS NOT NULL;
                        CREATE INDEX ix_user ON child (user_id DESC);
                        CREATE INDEX ix_again ON child (user_id, parent_id, at);
                        CREATE INDEX ix_same_as_key ON child (user_id, id);
                        CREATE UNIQUE INDEX uq_note ON child (note);
                        CREATE INDEX ix_note ON child (note, at DESC);
                        CREATE INDEX ix_note_otherwise ON child (note text_pattern_ops);
                        CREATE INDEX ix_note_in_part ON child (note) WHERE at IS NULL
                        """);
            }
            assertEquals(
                    List.of(
                            "ix_parent is needless beside ix_again",
                            "ix_same_as_key is needless beside pk_child",
                            "ix_user is needless beside ix_again",
                            "ix_user is needless beside ix_parent",
                            "ix_user is needless beside ix_same_as_key",
                            "ix_user is needless beside pk_child",
                            "fk_unserved has no index that starts with its columns",
                            "uq_note has no query in the list",
                            "ix_gone is in the list, and not there"),
                    SchemaRules.violations(
                            database,
                            "rules",
                            Set.of(
                                    "pk_parent",
                                    "pk_child",
                                    "ix_parent",
                                    "ix_other",
                                    "ix_third",
                                    "ix_user",
                                    "ix_again",
                                    "ix_same_as_key",
                                    "ix_note",
                                    "ix_note_otherwise",
                                    "ix_note_in_part",
                                    "ix_gone")));
        }
    }
}

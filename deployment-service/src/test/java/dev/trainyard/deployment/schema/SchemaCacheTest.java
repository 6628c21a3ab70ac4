package dev.trainyard.deployment.schema;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SchemaCacheTest {

    private static final String PATH = "/monitoring/schema-cache";

    private static final ListedColumns NOTES =
            ListedColumns.of("listed_note", List.of("id", "title", "later"), List.of("title"));

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @InjectDatabase
    EmbeddedDatabase server;

    @Inject
    SchemaCache cache;

    @Inject
    Lists lists;

    @Inject
    MeterRegistry metrics;

    private final TestUser admin = TestUser.fresh("admin");

    @BeforeEach
    void haveATable() throws SQLException {
        asOwner("CREATE TABLE listed_note (user_id text, id uuid, title text, secret point)");
        asOwner("INSERT INTO listed_note VALUES ('ada', uuidv7(), 'A', NULL), ('ada', uuidv7(), 'B', NULL)");
        cache.refresh();
    }

    @AfterEach
    void dropIt() throws SQLException {
        asOwner("DROP TABLE listed_note");
        cache.clear("listed_note");
    }

    private void asOwner(String sql) throws SQLException {
        try (Connection owner = server.connectAs("deployment_owner");
                var statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private ValidatableResponse shown() {
        return admin.request().get(management.resolve(PATH)).then().statusCode(200);
    }

    private List<Map<String, Object>> notes(String fields) {
        Listing listing = Listing.of(NOTES, Map.of(), List.of(Condition.of("user_id = ?", "ada")));
        return lists.read(listing, ListQuery.of(fields, "title"), PageQuery.of(null, null))
                .items();
    }

    private double count(String what) {
        return metrics.counter("trainyard.deployment.schema.cache." + what).count();
    }

    @Test
    void tablesOfListsAreReadAtStart() {
        shown().body("items.table", hasItems("deployment_log", "run_step", "workflow"))
                .body(
                        "items.find { it.table == 'run_step' }.columns.find { it.name == 'number' }",
                        equalTo(Map.of("name", "number", "type", "integer", "nullable", false)));
    }

    @Test
    void tableIsReadOnce() {
        double hits = count("hits");
        double misses = count("misses");
        notes(null);
        notes(null);
        notes(null);
        assertEquals(1, count("misses") - misses);
        assertEquals(2, count("hits") - hits);
    }

    @Test
    void columnThatIsNotThereYetIsNoneOfTheList() throws SQLException {
        assertEquals("[id, title]", notes(null).getFirst().keySet().toString());
        asOwner("ALTER TABLE listed_note ADD COLUMN later integer NOT NULL DEFAULT 5");
        assertEquals("[id, title]", notes(null).getFirst().keySet().toString());
        admin.request()
                .delete(management.resolve(PATH + "/listed_note"))
                .then()
                .statusCode(200)
                .body("items.table", not(hasItem("listed_note")));
        assertEquals(
                "[{title=A, later=5}, {title=B, later=5}]", notes("title,later").toString());
    }

    @Test
    void columnThatIsGoneIsNoticed() throws SQLException {
        asOwner("ALTER TABLE listed_note ADD COLUMN later integer");
        notes("title,later");
        asOwner("ALTER TABLE listed_note DROP COLUMN later");
        assertEquals("[id, title]", notes(null).getFirst().keySet().toString());
    }

    @Test
    void everythingMayBeClearedAndReadAgain() {
        admin.request().delete(management.resolve(PATH)).then().statusCode(200).body("items", hasSize(0));
        admin.request()
                .post(management.resolve(PATH))
                .then()
                .statusCode(200)
                .body("items.table", hasItems("deployment_log", "run_step", "workflow"));
    }

    @Test
    void hitsAreCountedByTable() {
        notes(null);
        notes(null);
        shown().body("items.findAll { it.table == 'listed_note' }.hits", contains(1));
    }

    @Test
    void tableThatIsNotCachedIsNotFound() {
        admin.request()
                .delete(management.resolve(PATH + "/nothing"))
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:problem:not-found"));
    }

    @Test
    void onlyAdminsMayAsk() {
        TestUser.fresh().request().get(management.resolve(PATH)).then().statusCode(403);
        TestUser.fresh().request().delete(management.resolve(PATH)).then().statusCode(403);
        given().post(management.resolve(PATH)).then().statusCode(401);
    }
}

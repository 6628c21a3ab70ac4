package dev.trainyard.deployment.workflow;

import static dev.trainyard.deployment.workflow.Workflows.PATH;
import static dev.trainyard.deployment.workflow.Workflows.created;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class WorkflowListTest {

    private final TestUser ada = TestUser.fresh();

    private void named(String... names) {
        Stream.of(names).forEach(name -> created(ada, name));
    }

    private ValidatableResponse search(String part) {
        return ada.request().queryParam("name", part).get(PATH).then().statusCode(200);
    }

    private List<Map<String, Object>> allPages(int limit, String name) {
        List<Map<String, Object>> items = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            var page = ada.request()
                    .queryParam("limit", limit)
                    .queryParam("cursor", cursor)
                    .queryParam("name", name)
                    .get(PATH)
                    .jsonPath();
            items.addAll(page.getList("items"));
            cursor = page.getString("next");
        }
        return items;
    }

    @Test
    void newestComesFirst() {
        named("a", "c", "b");
        ada.request()
                .get(PATH)
                .then()
                .body("items.name", contains("b", "c", "a"))
                .body("next", nullValue());
    }

    @Test
    void itemHasAllButTheDefinition() {
        named("a");
        ada.request()
                .get(PATH)
                .then()
                .body("items[0].keySet()", containsInAnyOrder("id", "name", "createdAt", "updatedAt", "revision"));
    }

    @Test
    void fieldsAndOrderMayBeChosen() {
        named("b", "c", "a");
        ada.request()
                .queryParam("fields", "name")
                .queryParam("sort", "name")
                .get(PATH)
                .then()
                .body("items", equalTo(List.of(Map.of("name", "a"), Map.of("name", "b"), Map.of("name", "c"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"userId", "user_id", "definition", "definitionHash", "created_at", "name; DROP TABLE run"})
    void whatIsNotListedIsRefused(String field) {
        for (String parameter : List.of("fields", "sort")) {
            ada.request()
                    .queryParam(parameter, field)
                    .get(PATH)
                    .then()
                    .statusCode(400)
                    .body("violations[0].pointer", equalTo(parameter));
        }
    }

    @Test
    void pagesTogetherAreTheWholeList() {
        named("a", "b", "c", "d", "e", "f", "g");
        List<Map<String, Object>> whole = ada.request().get(PATH).jsonPath().getList("items");

        assertEquals(7, whole.size());
        assertEquals(whole, allPages(3, ""));
        assertEquals(whole, allPages(1, ""));
    }

    @Test
    void pagesOfASearchAreTheWholeSearch() {
        named("run 1", "swim 1", "run 2", "swim 2", "run 3");
        List<Object> names = allPages(1, "run").stream()
                .map(workflow -> workflow.get("name"))
                .toList();
        assertEquals(List.of("run 3", "run 2", "run 1"), names);
    }

    @ParameterizedTest
    @CsvSource({"greet", "GREET", "reeti", "Greeting", "ting"})
    void partOfTheNameFindsItInAnyCase(String part) {
        named("Greeting", "Farewell");
        search(part).body("items.name", contains("Greeting"));
    }

    @ParameterizedTest
    @CsvSource({"ÉCLAIR", "éclair", "STRASSE", "straße", "ζωή", "ΖΩΉ"})
    void everyScriptHasItsCases(String part) {
        named("Éclair, Straße, Ζωή", "Eclair");
        search(part).body("items.name", contains("Éclair, Straße, Ζωή"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "_", "\\", "100%", "a_b", "'", "?"})
    void nothingInASearchIsAWildcard(String part) {
        named("100% a_b \\ ' ?", "plain");
        search(part).body("items.name", contains("100% a_b \\ ' ?"));
    }

    @Test
    void searchForNothingFindsAll() {
        named("a", "b");
        search("").body("items", hasSize(2));
    }

    @Test
    void searchWithoutAMatchIsEmpty() {
        named("a");
        search("b".repeat(2_000)).body("items", hasSize(0)).body("next", nullValue());
    }

    @ParameterizedTest
    @CsvSource({"limit,0", "limit,201", "limit,ten", "cursor,garbage"})
    void badParameterIsRefusedByName(String name, String value) {
        ada.request()
                .queryParam(name, value)
                .get(PATH)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations[0].in", equalTo("query"))
                .body("violations[0].pointer", equalTo(name));
    }

    @Test
    void searchForNulIsRefused() {
        ada.request()
                .urlEncodingEnabled(false)
                .get(PATH + "?name=%00")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }
}

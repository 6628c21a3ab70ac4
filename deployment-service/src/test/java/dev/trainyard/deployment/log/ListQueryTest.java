package dev.trainyard.deployment.log;

import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.kit.database.Database;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields, orders and pages of lists, at the list of logs. */
@QuarkusTest
class ListQueryTest {

    private static final List<String> SORTABLE =
            List.of("version", "trigger", "status", "latencyMs", "steps", "acceptedAt", "startedAt", "finishedAt");

    @Inject
    Database database;

    private final TestUser ada = TestUser.fresh();
    private String path;

    @BeforeEach
    void fill() {
        Logs logs = new Logs(database);
        UUID deployment = logs.deployment(ada, 50, 30);
        path = "/api/v1/deployments/" + deployment + "/logs";
        Random random = new Random(7);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        for (int n = 0; n < 30; n++) {
            Logs.Entry entry = Logs.entry()
                    .at(now.minusSeconds(random.nextInt(10)))
                    .ofVersion(random.nextInt(3))
                    .in(random.nextInt(3))
                    .with(random.nextBoolean() ? "completed" : "faulted")
                    .steps(random.nextInt(3));
            logs.add(ada, deployment, random.nextInt(3) == 0 ? entry.neverStarted() : entry);
        }
    }

    private List<Map<String, Object>> pages(String sort, int limit) {
        List<Map<String, Object>> items = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonPath page = ada.request()
                    .queryParam("sort", sort)
                    .queryParam("limit", limit)
                    .queryParam("cursor", cursor)
                    .get(path)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            items.addAll(page.getList("items"));
            cursor = page.getString("next");
        }
        return items;
    }

    @SuppressWarnings("unchecked")
    private static Comparator<Map<String, Object>> order(List<String> keys) {
        Comparator<Map<String, Object>> order = Comparator.comparing(item -> 0);
        boolean descending = true;
        for (String key : keys) {
            descending = key.startsWith("-");
            String field = descending ? key.substring(1) : key;
            Comparator<Comparable<Object>> values = descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
            order = order.thenComparing(item -> (Comparable<Object>) item.get(field), Comparator.nullsLast(values));
        }
        Comparator<Map<String, Object>> byId = Comparator.comparing(item -> (String) item.get("id"));
        return order.thenComparing(descending ? byId.reversed() : byId);
    }

    /** By any columns, with ties and nulls: each page begins where the one before ended. */
    @Test
    void pagesOfAnyOrderTogetherAreTheWholeInThatOrder() {
        Random random = new Random(11);
        List<Map<String, Object>> all = pages("-id", 200);
        assertEquals(30, all.size());
        for (int round = 0; round < 25; round++) {
            List<String> names = new ArrayList<>(SORTABLE);
            Collections.shuffle(names, random);
            List<String> keys = names.subList(0, 1 + random.nextInt(3)).stream()
                    .map(name -> random.nextBoolean() ? "-" + name : name)
                    .toList();
            List<Map<String, Object>> expected = new ArrayList<>(all);
            expected.sort(order(keys));
            assertEquals(expected, pages(String.join(",", keys), 1 + random.nextInt(12)), keys::toString);
        }
    }

    @Test
    void fieldsComeInTheOrderThatWasAskedFor() {
        Map<String, Object> item =
                ada.request().queryParam("fields", "status,id,status").get(path).path("items[0]");
        assertEquals(List.of("status", "id"), List.copyOf(item.keySet()));
    }

    @Test
    void sortNeedNotBeShown() {
        JsonPath page = ada.request()
                .queryParam("fields", "version")
                .queryParam("sort", "-version")
                .queryParam("limit", 7)
                .get(path)
                .jsonPath();
        assertEquals(List.of(2, 2, 2, 2, 2, 2, 2), page.getList("items.version"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user_id",
                "userId",
                "deployment_id",
                "latency_ms",
                "ID",
                "\"id\"",
                "id;",
                "id --",
                "id/**/",
                "(select 1)",
                "1",
                "*",
                "id desc",
                "--id",
                "id,user_id",
                "status) FROM deployment_log; DROP TABLE run; --",
                "id' OR '1'='1",
                "pg_sleep(10)",
                "tableoid",
                "ctid",
                "xmin",
                "ıd",
                "id\\u0000"
            })
    void whatIsNoFieldIsRefusedEverywhere(String name) {
        for (String parameter : List.of("fields", "sort")) {
            ada.request()
                    .queryParam(parameter, name)
                    .get(path)
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("urn:problem:invalid-input"))
                    .body("violations[0].pointer", equalTo(parameter));
        }
    }

    /** Whatever is sent, it is a value or refused, and what there is stays. */
    @Test
    void nothingThatIsSentBecomesSql() {
        Random random = new Random(13);
        List<String> bits = List.of(
                "id",
                "status",
                ",",
                "-",
                "'",
                "\"",
                ";",
                "--",
                "/*",
                "*/",
                "(",
                ")",
                " OR ",
                "1=1",
                " UNION SELECT ",
                "user_id",
                " FROM deployment_log",
                "%",
                "\\",
                "$1",
                "?",
                "::text",
                "\n",
                "é",
                "DROP TABLE run",
                "=",
                "null");
        List<Map<String, Object>> before = pages("-id", 200);
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(6); n >= 0; n--) {
                text.append(bits.get(random.nextInt(bits.size())));
            }
            String parameter = List.of("fields", "sort", "status", "version", "trigger", "cursor", "from", "minLatency")
                    .get(random.nextInt(8));
            ada.request()
                    .queryParam(parameter, text.toString())
                    .get(path)
                    .then()
                    .statusCode(anyOf(is(200), is(400)));
        }
        assertEquals(before, pages("-id", 200));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"status\"\u001f=aWQ\u001f=eA",
                "\"status\"\u001f-\u001f=eA",
                "\"status\", \"id\"\u001f-\u001f=MDE5OGMwZGUtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAw",
                "\"status\", \"id\"\u001fx\u001f=MDE5OGMwZGUtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAw",
                "\"status\", \"id\"\u001f=eA\u001f=eA",
                "\"status\", \"id\"\u001f=!\u001f=eA",
                "\"status\", \"id\"\u001f=eA\u001f-",
                "\"status\"; DROP TABLE run; --\u001f=eA\u001f=eA"
            })
    void cursorThatIsMadeUpIsRefused(String text) {
        String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        ada.request()
                .queryParam("sort", "status")
                .queryParam("cursor", cursor)
                .get(path)
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("cursor"));
    }

    @Test
    void cursorMayNameWhatIsNotThereAnyMore() {
        String text = "\"status\", \"id\"\u001f="
                + Base64.getUrlEncoder().withoutPadding().encodeToString("d' OR 1=1".getBytes(StandardCharsets.UTF_8))
                + "\u001f=MDE5OGMwZGUtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAw";
        String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        List<String> statuses = ada.request()
                .queryParam("sort", "status")
                .queryParam("cursor", cursor)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.status");
        assertEquals(List.of("faulted"), statuses.stream().distinct().toList());
    }
}

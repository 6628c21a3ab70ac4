package dev.trainyard.systemtests;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.trainyard.systemtests.PromQuery.Match;
import dev.trainyard.systemtests.PromQuery.Selector;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What rules and dashboards ask Prometheus for, compared with what the running suite exports: a metric, a label, or a value
 * of a label that does not exist would make an alert that never fires.
 */
class MonitoringTest {

    private static final Path MONITORING = Path.of("../k8s/overlays/monitoring");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    // In the order of their management ports.
    private static final List<String> PROGRAMS =
            List.of("gateway", "workout-service", "training-service", "deployment-service", "quiz-service");
    private static final int FIRST_MANAGEMENT_PORT = 10;

    private static final List<String> LAST = List.of(
            "trainyard_deployment_invocation_waiting",
            "trainyard_deployment_log_prune_lag_seconds",
            "trainyard_quiz_messages_waiting",
            "trainyard_quiz_messages_lost_total");

    private static final Map<String, JsonNode> EXTERNAL = new HashMap<>();
    private static final Map<String, String> RECORDED = new HashMap<>();
    private static Scrape exported;

    @BeforeAll
    static void scrape() throws Exception {
        RunningSuite suite = RunningSuite.start(Map.of(
                // With a provider of each kind, which has metrics of its own.
                "TRAINYARD_OAUTH_REDIRECT_URIS", "https://app.example/connected",
                "TRAINYARD_OAUTH_PROVIDERS_STRAVA_CLIENT_ID", "120475",
                "TRAINYARD_OAUTH_PROVIDERS_STRAVA_CLIENT_SECRET", "secret-of-the-client",
                "TRAINYARD_WEBHOOKS_PROVIDERS_STRAVA_PATH_SECRET", "a-path-that-nobody-can-guess-0123456789",
                "TRAINYARD_WEBHOOKS_PROVIDERS_STRAVA_VERIFY_TOKEN", "agreed-with-strava",
                "TRAINYARD_WEBHOOKS_PROVIDERS_STRAVA_SUBSCRIPTION_ID", "120475"));
        try {
            use(suite);
            // Some come with the first run of a job, which is soon after the service is ready.
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                exported = Scrape.of(PROGRAMS.stream()
                        .map(program -> Scrape.of(program, metrics(suite, program)))
                        .toList());
                return exported.series().keySet().containsAll(LAST);
            });
        } finally {
            suite.remove();
        }
    }

    @AfterAll
    static void forget() {
        EXTERNAL.clear();
        RECORDED.clear();
    }

    /** Some metrics of the gateway are there from the first request of a route on; all others before anybody asks. */
    private static void use(RunningSuite suite) throws Exception {
        RequestSpecification ada = given().baseUri(suite.url()).header("Authorization", "Bearer " + suite.token("ada"));
        for (String path : List.of("/workouts", "/activities", "/workflows", "/quizzes")) {
            given(ada).get("/api/v1" + path).then().statusCode(200);
        }
    }

    private static String metrics(RunningSuite suite, String program) {
        int port = suite.port() + FIRST_MANAGEMENT_PORT + PROGRAMS.indexOf(program);
        return given().get("http://127.0.0.1:" + port + "/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    @BeforeAll
    static void read() throws IOException {
        YAML.readTree(MONITORING.resolve("external-metrics.yaml").toFile())
                .properties()
                .forEach(metric -> EXTERNAL.put(metric.getKey(), metric.getValue()));
        for (JsonNode rule : rules()) {
            if (rule.has("record")) {
                RECORDED.put(rule.path("record").asText(), rule.path("expr").asText());
            }
        }
    }

    @Test
    void whatRulesAskForExists() throws IOException {
        List<String> missing = new ArrayList<>();
        for (JsonNode rule : rules()) {
            String name = rule.path("alert").asText(rule.path("record").asText());
            missing.addAll(missing(name, rule.path("expr").asText()));
        }

        assertEquals(List.of(), missing);
    }

    @Test
    void whatDashboardsAskForExists() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path file : files("dashboards", ".json")) {
            for (JsonNode panel : YAML.readTree(file.toFile()).path("panels")) {
                for (JsonNode target : panel.path("targets")) {
                    String name = file.getFileName() + " " + panel.path("title").asText();
                    missing.addAll(missing(name, target.path("expr").asText()));
                }
            }
        }

        assertEquals(List.of(), missing);
    }

    @Test
    void everyExternalMetricIsUsed() throws IOException {
        StringBuilder all = new StringBuilder();
        for (JsonNode rule : rules()) {
            all.append(rule.path("expr").asText());
        }
        for (Path file : files("dashboards", ".json")) {
            all.append(Files.readString(file));
        }

        assertEquals(
                List.of(),
                EXTERNAL.keySet().stream()
                        .filter(metric -> all.indexOf(metric) < 0)
                        .toList());
    }

    @Test
    void misspeltOnesAreFound() {
        assertEquals(
                1,
                missing("metric", "rate(trainyard_request_shed_total[5m]) > 0").size());
        assertEquals(
                1,
                missing("program", "trainyard_quiz_messages_dead{job=\"workout-service\"}")
                        .size());
        assertEquals(
                1,
                missing("label", "trainyard_quiz_messages_total{outcom=\"sent\"}")
                        .size());
        assertEquals(
                1,
                missing("value", "trainyard_quiz_messages_total{outcome=\"snet\"}")
                        .size());
        assertEquals(
                1,
                missing("group", "sum by (outcom) (trainyard_quiz_messages_total)")
                        .size());
        assertEquals(
                1, missing("record", "job:trainyard_request_seconds:p96_rate5m").size());
        assertTrue(missing("none", "sum by (outcome) (trainyard_quiz_messages_total{outcome=\"sent\"})")
                .isEmpty());
    }

    private static List<String> missing(String where, String expression) {
        PromQuery query = PromQuery.of(expression);
        List<String> missing = new ArrayList<>();
        for (Selector selector : query.selectors()) {
            missingOf(selector).forEach(what -> missing.add(where + ": " + selector.metric() + what));
        }
        if (missing.isEmpty()) {
            Set<String> known = labelsOf(query);
            query.groupedBy().stream()
                    .filter(label -> !known.contains(label))
                    .forEach(label -> missing.add(where + ": nothing has the label " + label));
        }
        return missing;
    }

    private static List<String> missingOf(Selector selector) {
        if (EXTERNAL.containsKey(selector.metric())) {
            return List.of();
        }
        if (RECORDED.containsKey(selector.metric())) {
            Set<String> kept = labelsOf(PromQuery.of(RECORDED.get(selector.metric())));
            return selector.matches().stream()
                    .filter(match -> !kept.contains(match.label()))
                    .map(match -> " has no label " + match.label())
                    .toList();
        }
        Set<Map<String, String>> series = exported.series().get(selector.metric());
        if (series == null) {
            return List.of(" is not exported");
        }
        List<String> missing = new ArrayList<>();
        for (Match match : selector.matches()) {
            if (series.stream().noneMatch(labels -> labels.containsKey(match.label()))) {
                missing.add(" has no label " + match.label());
            } else if (isOfOurs(match)
                    && series.stream().noneMatch(labels -> match.takes(labels.getOrDefault(match.label(), "")))) {
                missing.add(" has no series with " + match);
            }
        }
        return missing;
    }

    /** Of the namespace and the pods of a cluster nothing is known here; of expressions, which parts will ever come. */
    private static boolean isOfOurs(Match match) {
        return match.label().equals("job")
                || (match.operator().equals("=") && !match.label().equals("namespace"));
    }

    /** The labels that a result may have. */
    private static Set<String> labelsOf(PromQuery query) {
        Set<String> labels = new HashSet<>(List.of("namespace", "job", "pod"));
        for (Selector selector : query.selectors()) {
            if (RECORDED.containsKey(selector.metric())) {
                labels.addAll(labelsOf(PromQuery.of(RECORDED.get(selector.metric()))));
            }
            exported.series().getOrDefault(selector.metric(), Set.of()).forEach(each -> labels.addAll(each.keySet()));
        }
        return labels;
    }

    private static List<JsonNode> rules() throws IOException {
        List<JsonNode> rules = new ArrayList<>();
        for (Path file : files("rules", ".yaml")) {
            for (JsonNode group : YAML.readTree(file.toFile()).path("spec").path("groups")) {
                group.path("rules").forEach(rules::add);
            }
        }
        return rules;
    }

    private static List<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> found = Files.list(MONITORING.resolve(folder))) {
            return found.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}

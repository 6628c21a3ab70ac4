package dev.trainyard.k8s.monitoring;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That whoever is woken by an alert finds out how bad it is, and what to do. */
class AlertsTest {

    private static final Path RUNBOOK = Path.of("../docs/operations.md");
    private static final String HEADING = "### Trainyard";

    static Stream<String> alerts() {
        return Rules.alerts().stream().map(alert -> alert.path("alert").asText());
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void alertSaysHowBadItIs(String name) {
        String severity = alert(name).path("labels").path("severity").asText();

        assertTrue(Set.of("critical", "warning").contains(severity), severity);
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void alertSaysWhatIsTheMatterOfWhat(String name) {
        String summary = alert(name).path("annotations").path("summary").asText();

        assertTrue(summary.contains("{{ $labels.") || summary.contains("{{ $value"), summary);
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void runbookOfAlertExists(String name) throws IOException {
        String url = alert(name).path("annotations").path("runbook_url").asText();

        assertEquals("https://trainyard.example/docs/operations.md#" + name.toLowerCase(Locale.ROOT), url);
        assertTrue(headings().contains(name), "docs/operations.md has no section " + name);
    }

    @Test
    void runbookHasNoSectionOfAnAlertThatIsGone() throws IOException {
        assertEquals(alerts().collect(toSet()), headings());
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void alertHasACaseAndANearMiss(String name) {
        List<JsonNode> cases = Rules.files().stream()
                .flatMap(file -> Rules.each(Rules.cases(file).path("tests")))
                .flatMap(test -> Rules.each(test.path("alert_rule_test")))
                .filter(test -> test.path("alertname").asText().equals(name))
                .toList();

        assertTrue(cases.stream().anyMatch(test -> !test.path("exp_alerts").isEmpty()), "It never fires");
        assertTrue(cases.stream().anyMatch(test -> test.path("exp_alerts").isEmpty()), "It always fires");
    }

    @Test
    void everyRuleFileIsPartOfTheOverlay() {
        JsonNode overlay = Rules.read(Rules.OVERLAY.resolve("kustomization.yaml"));
        Set<String> resources =
                Rules.each(overlay.path("resources")).map(JsonNode::asText).collect(toSet());

        List<String> missing = Rules.files().stream()
                .filter(file -> !resources.contains("rules/" + file + ".yaml"))
                .toList();

        assertEquals(List.of(), missing);
        assertFalse(resources.isEmpty());
    }

    private static JsonNode alert(String name) {
        return Rules.alerts().stream()
                .filter(alert -> alert.path("alert").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> headings() throws IOException {
        try (Stream<String> lines = Files.lines(RUNBOOK)) {
            return lines.filter(line -> line.startsWith(HEADING))
                    .map(line -> line.substring("### ".length()))
                    .collect(toSet());
        }
    }
}

package dev.trainyard.k8s.monitoring;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The dashboards: rendered from what lies in {@code source}, and such that Grafana 11 takes them. Renders them anew with
 * {@code mvn -pl k8s test -Dtest=DashboardsTest -Dtrainyard.dashboards.render=true}.
 */
class DashboardsTest {

    private static final Path DASHBOARDS = Rules.OVERLAY.resolve("dashboards");
    private static final boolean RENDER = Boolean.getBoolean("trainyard.dashboards.render");
    private static final String DATA_SOURCE = "${datasource}";

    static List<String> files() {
        return json(DASHBOARDS);
    }

    @Test
    void committedOnesAreWhatTheSourceGives(@TempDir Path rendered) throws Exception {
        Path target = RENDER ? DASHBOARDS : rendered;
        render(target);

        assertEquals(json(target), files());
        for (String file : files()) {
            assertEquals(
                    Files.readString(target.resolve(file)),
                    Files.readString(DASHBOARDS.resolve(file)),
                    file + " is not what its source gives: render it anew, as this test says");
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void dashboardIsPartOfTheOverlay(String file) {
        JsonNode overlay = Rules.read(Rules.OVERLAY.resolve("kustomization.yaml"));

        assertTrue(Rules.each(overlay.path("configMapGenerator"))
                .flatMap(map -> Rules.each(map.path("files")))
                .anyMatch(listed -> listed.asText().equals("dashboards/" + file)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void dashboardFitsIntoWhatKubectlApplies(String file) throws IOException {
        // What was applied goes into an annotation, of which all together may have 256 KiB, as a string of JSON.
        assertTrue(Rules.YAML
                        .writeValueAsString(Files.readString(DASHBOARDS.resolve(file)))
                        .length()
                < 200 * 1024);
    }

    @Test
    void dashboardsHaveDifferentIds() {
        Set<String> ids = files().stream()
                .map(file -> dashboard(file).path("uid").asText())
                .collect(toSet());

        assertEquals(files().size(), ids.size());
    }

    @ParameterizedTest
    @MethodSource("files")
    void dashboardIsOfGrafana11(String file) {
        JsonNode dashboard = dashboard(file);

        assertEquals(39, dashboard.path("schemaVersion").asInt());
        assertTrue(Rules.each(dashboard.path("templating").path("list"))
                .anyMatch(variable -> variable.path("name").asText().equals("datasource")
                        && variable.path("type").asText().equals("datasource")));
    }

    @ParameterizedTest
    @MethodSource("files")
    void panelsHaveIdsOfTheirOwn(String file) {
        List<Integer> ids =
                panels(file).stream().map(panel -> panel.path("id").asInt()).toList();

        assertEquals(ids.size(), new HashSet<>(ids).size());
        assertFalse(ids.contains(0));
    }

    @ParameterizedTest
    @MethodSource("files")
    void panelsLieBesideOneAnother(String file) {
        Set<String> taken = new HashSet<>();
        for (JsonNode panel : panels(file)) {
            JsonNode at = panel.path("gridPos");
            assertTrue(
                    at.path("x").asInt() + at.path("w").asInt() <= 24,
                    panel.path("title").asText());
            for (int x = at.path("x").asInt();
                    x < at.path("x").asInt() + at.path("w").asInt();
                    x++) {
                for (int y = at.path("y").asInt();
                        y < at.path("y").asInt() + at.path("h").asInt();
                        y++) {
                    assertTrue(taken.add(x + "," + y), panel.path("title").asText() + " lies on another");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void panelsSayWhatTheyShow(String file) {
        for (JsonNode panel : panels(file)) {
            String title = panel.path("title").asText();
            assertFalse(title.isEmpty());
            if (!panel.path("type").asText().equals("row")) {
                assertFalse(panel.path("description").asText().isEmpty(), title);
                assertFalse(
                        panel.path("fieldConfig")
                                .path("defaults")
                                .path("unit")
                                .asText()
                                .isEmpty(),
                        title);
                assertFalse(panel.path("targets").isEmpty(), title);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyTargetAsksTheChosenPrometheus(String file) {
        for (JsonNode panel : panels(file)) {
            for (JsonNode target : panel.path("targets")) {
                assertEquals(DATA_SOURCE, target.path("datasource").path("uid").asText());
                assertFalse(target.path("legendFormat").asText().isEmpty());
            }
            if (!panel.path("type").asText().equals("row")) {
                assertEquals(DATA_SOURCE, panel.path("datasource").path("uid").asText());
            }
        }
    }

    private static List<JsonNode> panels(String file) {
        return Rules.each(dashboard(file).path("panels")).toList();
    }

    private static JsonNode dashboard(String file) {
        return Rules.read(DASHBOARDS.resolve(file));
    }

    private static List<String> json(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            return found.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** In a process of its own, as its command line is all that it promises to keep. */
    private static void render(Path target) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "sjsonnet.SjsonnetMain",
                "--indent",
                "1",
                "--multi",
                target.toString(),
                DASHBOARDS.resolve("source/dashboards.jsonnet").toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }
}

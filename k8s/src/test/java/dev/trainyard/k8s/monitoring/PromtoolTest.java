package dev.trainyard.k8s.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules as Prometheus reads them, and the cases in which each alert fires and just does not. */
class PromtoolTest {

    @TempDir
    Path folder;

    static List<String> files() {
        return Rules.files();
    }

    @BeforeEach
    void requirePromtool() {
        boolean isThere = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "promtool")));
        assumeTrue(isThere, "promtool is not on the PATH: the package prometheus of Debian has it");
    }

    @ParameterizedTest
    @MethodSource("files")
    void promtoolTakesTheRules(String file) throws Exception {
        promtool("check", "rules", rules(file));
    }

    @ParameterizedTest
    @MethodSource("files")
    void alertsFireWhenTheyShould(String file) throws Exception {
        rules(file);
        Path cases = Files.copy(Rules.casesFile(file), folder.resolve("cases.yaml"));

        promtool("test", "rules", cases.toString());
    }

    private String rules(String file) throws IOException {
        Path rules = folder.resolve(file + ".yaml");
        Rules.YAML.writeValue(rules.toFile(), Rules.groups(file));
        return rules.toString();
    }

    private void promtool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }
}

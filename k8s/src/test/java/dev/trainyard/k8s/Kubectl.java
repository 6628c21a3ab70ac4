package dev.trainyard.k8s;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The kubectl on the PATH, which renders kustomizations and needs no cluster for it. */
final class Kubectl {

    private static final Map<Path, String> RENDERED = new ConcurrentHashMap<>();

    private Kubectl() {}

    /** What it makes of the folder; without a kubectl, whoever asks is skipped. */
    static String render(Path folder) {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, "kubectl"))),
                "The manifests are not checked: there is no kubectl on the PATH (apt-get install kubernetes-client).");
        return RENDERED.computeIfAbsent(folder, Kubectl::kustomize);
    }

    private static String kustomize(Path folder) {
        try {
            Path complaints = Files.createTempFile("kustomize-", ".log");
            try {
                Process kubectl = new ProcessBuilder("kubectl", "kustomize", folder.toString())
                        .redirectError(complaints.toFile())
                        .start();
                String rendered = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (kubectl.waitFor() != 0) {
                    throw new AssertionError(folder + " does not render: " + Files.readString(complaints));
                }
                return rendered;
            } finally {
                Files.delete(complaints);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}

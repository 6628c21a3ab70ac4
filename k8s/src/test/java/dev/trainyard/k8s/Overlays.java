package dev.trainyard.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The kustomizations that somebody installs, found by their folders, so that a new one is checked as well. */
final class Overlays {

    private Overlays() {}

    static List<Path> all() {
        return Stream.of("overlays", "examples")
                .map(Path::of)
                .filter(Files::isDirectory)
                .flatMap(Overlays::below)
                .toList();
    }

    static Manifests base() {
        return Manifests.of(Kubectl.render(Path.of("base")));
    }

    private static Stream<Path> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> file.endsWith("kustomization.yaml"))
                    .map(Path::getParent)
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

package dev.trainyard.standalone;

import dev.trainyard.standalone.console.Refusal;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The classes of the launcher. */
final class OwnClasses {

    private static final String SUFFIX = ".class";

    private OwnClasses() {}

    /** Loads them all now: a build may replace the jar while the suite runs, and stopping it needs classes too. */
    static void load() {
        try {
            Path jar = Path.of(Launcher.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isRegularFile(jar)) {
                load(jar);
            }
        } catch (IOException | URISyntaxException | ClassNotFoundException damaged) {
            throw new Refusal("The launcher cannot be read (" + damaged + "): build it again.");
        }
    }

    private static void load(Path jar) throws IOException, ClassNotFoundException {
        try (var file = new JarFile(jar.toFile())) {
            for (var entry : (Iterable<JarEntry>) file.stream()::iterator) {
                if (entry.getName().endsWith(SUFFIX)) {
                    String name = entry.getName();
                    Class.forName(
                            name.substring(0, name.length() - SUFFIX.length()).replace('/', '.'));
                }
            }
        }
    }
}

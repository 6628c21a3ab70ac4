package dev.trainyard.k8s;

import dev.trainyard.k8s.Manifests.Workload;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of our programs, and what its sources say of its settings. */
enum Module {
    WORKOUT_SERVICE,
    TRAINING_SERVICE,
    DEPLOYMENT_SERVICE,
    QUIZ_SERVICE,
    GATEWAY;

    private static final Path CHECKOUT = Path.of("..");

    static Optional<Module> of(Workload workload) {
        return Arrays.stream(values())
                .filter(module -> workload.owner().getKind().equals("Deployment")
                        && workload.name().equals(module.moduleName()))
                .findFirst();
    }

    String moduleName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String image() {
        return "trainyard/" + moduleName();
    }

    boolean migrates() {
        return this != GATEWAY;
    }

    /** The folders whose sources say which settings there are. */
    List<Path> sources() {
        return (this == GATEWAY ? List.of(moduleName(), "http-kit") : List.of(moduleName(), "service-kit", "http-kit"))
                .stream()
                        .map(folder -> CHECKOUT.resolve(folder).resolve("src/main"))
                        .toList();
    }

    /** A setting as it stands in the module's properties, or those of what it is built on; the nearest counts. */
    Optional<String> setting(String key) {
        return properties().stream()
                .map(properties -> properties.getProperty(key))
                .filter(value -> value != null)
                .findFirst();
    }

    List<Properties> properties() {
        return sources().stream()
                .flatMap(folder -> List.of(
                        folder.resolve("resources/application.properties"),
                        folder.resolve("resources/META-INF/microprofile-config.properties"))
                        .stream())
                .filter(Files::exists)
                .map(Module::read)
                .toList();
    }

    /** A duration that is given by the environment, or else by the default within a placeholder: ${key:4S}. */
    Duration duration(String key, Map<String, String> environment) {
        String written = Optional.ofNullable(environment.get(variable(key))).orElseGet(() -> placeholder(key));
        String iso = written.toUpperCase(Locale.ROOT);
        return Duration.parse(iso.startsWith("P") ? iso : "PT" + iso);
    }

    private String placeholder(String key) {
        Pattern withDefault = Pattern.compile("\\$\\{" + Pattern.quote(key) + ":([^}]*)}");
        return properties().stream()
                .flatMap(properties -> properties.values().stream())
                .map(value -> withDefault.matcher(value.toString()))
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nothing says what " + key + " is by default"));
    }

    /** The name in the environment of a property. */
    static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return properties;
    }
}

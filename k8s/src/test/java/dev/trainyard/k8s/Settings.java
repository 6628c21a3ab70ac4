package dev.trainyard.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names that the environment of one of our programs may set, read from its sources. */
final class Settings {

    private static final Pattern MAPPING = Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"\\)");
    private static final Pattern METHOD = Pattern.compile("(?m)^ +(?:\\S.*[ >])?([\\w.]+(?:<.*>)?) (\\w+)\\(\\);");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(trainyard\\.[\\w.-]+)");

    // Quarkus' own that the manifests need, and what a JVM and the C library listen to.
    private static final Set<String> OF_OTHERS = Set.of("QUARKUS_INIT_AND_EXIT", "JAVA_TOOL_OPTIONS", "TZ");

    private static final Map<Module, Settings> READ = new ConcurrentHashMap<>();

    private final Set<String> names = new HashSet<>(OF_OTHERS);
    private final Set<String> beginnings = new HashSet<>();

    /** Of the module, read once. */
    static Settings of(Module module) {
        return READ.computeIfAbsent(module, Settings::read);
    }

    private static Settings read(Module module) {
        Settings settings = new Settings();
        module.properties()
                .forEach(properties -> properties.forEach((key, value) -> {
                    settings.names.add(Module.variable(key.toString().replaceFirst("^%\\w+\\.", "")));
                    Matcher placeholder = PLACEHOLDER.matcher(value.toString());
                    while (placeholder.find()) {
                        settings.names.add(Module.variable(placeholder.group(1)));
                    }
                }));
        module.sources().forEach(settings::readMappings);
        return settings;
    }

    boolean has(String variable) {
        return names.contains(variable) || beginnings.stream().anyMatch(variable::startsWith);
    }

    private void readMappings(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                readMapping(Files.readString(file));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void readMapping(String source) {
        Matcher mapping = MAPPING.matcher(source);
        if (!mapping.find()) {
            return;
        }
        String prefix = Module.variable(mapping.group(1)) + "_";
        if (source.contains("@WithParentName")) {
            beginnings.add(prefix);
            return;
        }
        Matcher method = METHOD.matcher(source);
        while (method.find()) {
            String name = prefix
                    + method.group(2).replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
            names.add(name);
            // What has members of its own, or keys that the operator chooses.
            if (method.group(1).startsWith("Map") || source.contains("interface " + method.group(1))) {
                beginnings.add(name + "_");
            }
        }
    }
}

package dev.trainyard.images;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A container image as Jib writes it: a tar of layers, of their configuration, and of a manifest that names both. */
record Image(Path tar) {

    private static final Path MADE = Path.of("target");
    private static final String JVM = "-jvm";

    // Jib writes them in a header that GNU tar does not know.
    private static final String IGNORING_CREATION_TIMES = "--warning=no-unknown-keyword";

    /** Those that {@code ./trainyard images} has made here. */
    static List<Image> made() throws IOException {
        try (Stream<Path> files = Files.list(MADE)) {
            return files.filter(file -> file.toString().endsWith(".tar"))
                    .sorted()
                    .map(Image::new)
                    .toList();
        }
    }

    /** The service or gateway in it. */
    String module() {
        return name().replace(JVM, "");
    }

    boolean onTheJvm() {
        return name().endsWith(JVM);
    }

    /** What a container of it gets, as the key {@code config} of the image's configuration says. */
    JsonPath configuration() throws IOException, InterruptedException {
        return JsonPath.from(member(manifest().getString("[0].Config"))).setRootPath("config");
    }

    /** All files as {@code tar -tv} lists them, owners by number. */
    List<String> listing(Path folder) throws IOException, InterruptedException {
        List<String> files = new ArrayList<>();
        for (Path layer : layers(folder)) {
            files.addAll(Command.output("tar", IGNORING_CREATION_TIMES, "--numeric-owner", "-tvzf", layer.toString())
                    .lines()
                    .toList());
        }
        return files;
    }

    /** Lays its layers over each other; none of them removes what another brought, since all start from nothing. */
    Path unpack(Path folder) throws IOException, InterruptedException {
        Path root = Files.createDirectory(folder.resolve("root"));
        for (Path layer : layers(folder)) {
            Command.output(
                    "tar",
                    IGNORING_CREATION_TIMES,
                    "--same-permissions",
                    "-xzf",
                    layer.toString(),
                    "-C",
                    root.toString());
        }
        return root;
    }

    @Override
    public String toString() {
        return name();
    }

    private String name() {
        return tar.getFileName().toString().replace(".tar", "");
    }

    private List<Path> layers(Path folder) throws IOException, InterruptedException {
        Path unpacked = Files.createDirectories(folder.resolve("image"));
        Command.output("tar", "-xf", tar.toString(), "-C", unpacked.toString());
        return manifest().getList("[0].Layers", String.class).stream()
                .map(unpacked::resolve)
                .toList();
    }

    private JsonPath manifest() throws IOException, InterruptedException {
        return JsonPath.from(member("manifest.json"));
    }

    private String member(String name) throws IOException, InterruptedException {
        return Command.output("tar", "-xOf", tar.toString(), name);
    }
}

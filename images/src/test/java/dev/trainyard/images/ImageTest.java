package dev.trainyard.images;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.stringContainsInOrder;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.standalone.database.FreePort;
import dev.trainyard.testkit.TestTokens;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each image that was made here: what it says, what it holds, and that it runs. */
class ImageTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String GATEWAY = "gateway";

    // A key that encrypts nothing but what tests make up.
    private static final String VAULT_KEYS = "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private static final Set<String> VAULTS = Set.of("training-service", "deployment-service", "quiz-service");

    private static final Map<String, String> READ = Map.of(
            "workout-service",
            "/api/v1/workouts",
            "training-service",
            "/api/v1/activities",
            "deployment-service",
            "/api/v1/workflows",
            "quiz-service",
            "/api/v1/quizzes",
            GATEWAY,
            "/status");

    // Where Kubernetes would mount it.
    private static final String JWKS = "/etc/jwks.json";

    @TempDir
    private Path folder;

    static List<Image> images() throws IOException {
        return Image.made();
    }

    /** Without images nothing else here runs, which should be seen. */
    @Test
    void thereAreImages() throws IOException {
        assumeFalse(images().isEmpty(), "There are no images here: ./trainyard images --jvm gateway makes one");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("images")
    void saysWhatItIsAndHowItRuns(Image image) throws Exception {
        JsonPath configuration = image.configuration();
        Map<String, String> labels = configuration.getMap("Labels");
        assertEquals(image.module(), labels.get("org.opencontainers.image.title"));
        assertEquals("Apache-2.0", labels.get("org.opencontainers.image.licenses"));
        assertEquals("/app/sbom.json", labels.get("dev.trainyard.sbom"));
        assertEquals("10001:10001", configuration.getString("User"));
        assertEquals(
                Set.of("8080/tcp", "9000/tcp"),
                configuration.getMap("ExposedPorts").keySet());
        assertThat(configuration.getList("Env"), empty());
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("images")
    void isWhatItsDockerfileSays(Image image) throws Exception {
        JsonPath configuration = image.configuration();
        String dockerfile = Files.readString(Path.of("Dockerfile." + (image.onTheJvm() ? "jvm" : "native")));
        String entryPoint = configuration.getList("Entrypoint", String.class).stream()
                .map(argument -> '"' + argument + '"')
                .collect(Collectors.joining(", "));
        assertThat(
                dockerfile,
                stringContainsInOrder(
                        "USER " + configuration.getString("User"),
                        "WORKDIR " + configuration.getString("WorkingDir"),
                        "EXPOSE 8080 9000",
                        "ENTRYPOINT [" + entryPoint + "]"));
        for (Object label : configuration.getMap("Labels").keySet()) {
            assertThat(dockerfile, containsString(label + "=\""));
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("images")
    void holdsNoShellAndNothingToWriteToButTmp(Image image) throws Exception {
        List<String> files = image.listing(folder);
        assertThat(
                files.stream()
                        .filter(file -> file.matches(".*/(ba|da|a|k|z)?sh|.*/busybox"))
                        .toList(),
                empty());
        // Root's, no set-uid bit, nobody else may write.
        assertEquals(
                List.of("drwxrwxrwx"),
                files.stream()
                        .filter(file -> !file.matches("[d-]rw[x-]r-[x-]r-[x-] 0/0 .*"))
                        .map(file -> file.substring(0, 10))
                        .toList());
        assertTrue(files.stream().anyMatch(file -> file.startsWith("drwxrwxrwx") && file.endsWith(" tmp/")));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("images")
    void sbomListsTheLibrariesInIt(Image image) throws Exception {
        Path root = image.unpack(folder);
        Set<String> listed =
                JsonPath.from(root.resolve("app/sbom.json").toFile())
                        .<Map<String, String>>getList("components")
                        .stream()
                        .map(library -> library.get("group") + "." + library.get("name") + "-" + library.get("version"))
                        .collect(Collectors.toSet());
        assertTrue(listed.stream().anyMatch(library -> library.startsWith("io.vertx.vertx-core-")));
        // In an executable they cannot be seen.
        assumeTrue(image.onTheJvm(), "An executable holds no jars");
        try (Stream<Path> jars = Files.walk(root.resolve("app/lib"))) {
            assertThat(
                    jars.map(jar -> jar.getFileName().toString())
                            .filter(jar -> jar.endsWith(".jar"))
                            .filter(jar -> listed.stream().noneMatch(library -> jar.startsWith(library)))
                            .toList(),
                    empty());
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("images")
    void runsAsANobodyOnAReadOnlyRootAndStopsWhenAsked(Image image) throws Exception {
        assumeTrue(Container.canRun(), "Running what is in an image takes unshare (util-linux) and root");
        try (var database = image.module().equals(GATEWAY) ? null : EmbeddedDatabase.temporary()) {
            int port = FreePort.next();
            int managementPort = FreePort.next();
            Map<String, String> environment = environment(image.module(), database);
            environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
            environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
            try (var container = Container.start(image, folder, Map.of(JWKS, jwks()), environment)) {
                await().atMost(PATIENCE).until(() -> !container.isRunning() || isReady(managementPort));
                assertTrue(container.isRunning(), container::log);
                Response answer = given().auth()
                        .oauth2(TestTokens.of("ada", "user"))
                        .get("http://127.0.0.1:" + port + READ.get(image.module()));
                assertEquals(200, answer.statusCode(), container::log);

                // As the JVM says that it was asked to; executables do likewise.
                assertEquals(143, container.stop(), container::log);
            }
        }
    }

    private static Map<String, String> environment(String module, EmbeddedDatabase database) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "TRAINYARD_IDENTITY_ISSUER", TestTokens.ISSUER,
                "TRAINYARD_IDENTITY_AUDIENCE", TestTokens.AUDIENCE,
                "TRAINYARD_IDENTITY_JWKS", "file://" + JWKS));
        if (database != null) {
            String schema = module.replace("-service", "");
            // By name, which the image has to be able to look up.
            environment.put("TRAINYARD_DATABASE_HOST", "localhost");
            environment.put("TRAINYARD_DATABASE_PORT", Integer.toString(database.port()));
            environment.put("TRAINYARD_DATABASE_APP_PASSWORD", database.password(schema + "_app"));
            environment.put("TRAINYARD_DATABASE_OWNER_PASSWORD", database.password(schema + "_owner"));
        }
        if (VAULTS.contains(module)) {
            environment.put("TRAINYARD_VAULT_KEYS", VAULT_KEYS);
        }
        return environment;
    }

    private static Path jwks() {
        return Path.of(URI.create(TestTokens.identity().get("trainyard.identity.jwks")));
    }

    private static boolean isReady(int managementPort) {
        try {
            return given().get("http://127.0.0.1:" + managementPort + "/q/health/ready")
                            .statusCode()
                    == 200;
        } catch (Exception notThere) {
            if (notThere instanceof ConnectException) {
                return false;
            }
            throw notThere;
        }
    }
}

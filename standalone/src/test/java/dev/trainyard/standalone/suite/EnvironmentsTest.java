package dev.trainyard.standalone.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.standalone.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentsTest {

    private static final String RECOVERY_KEY = "TRAINYARD_RECOVERY_SECRET_KEY";
    private static final String VAULT_KEYS = "TRAINYARD_VAULT_KEYS";

    @TempDir
    private Path directory;

    private final Ports ports = new Ports(8080);

    @Test
    void everyServiceGetsItsOwnPasswordsAndTheGatewayNone() {
        try (var database = EmbeddedDatabase.temporary()) {
            Map<String, String> quiz = environments().of(Service.QUIZ, ports.of(Service.QUIZ), database);
            Map<String, String> gateway = environments().ofGateway(ports.ofGateway("0.0.0.0"));

            assertEquals(List.of("quiz_app", "quiz_owner"), rolesWithPasswordIn(quiz, database));
            assertEquals(List.of(), rolesWithPasswordIn(gateway, database));
        }
    }

    @Test
    void workoutServiceAloneGetsTheKeyOfThisTrainyard() throws IOException {
        try (var database = EmbeddedDatabase.temporary()) {
            String key = environments()
                    .of(Service.WORKOUT, ports.of(Service.WORKOUT), database)
                    .get(RECOVERY_KEY);

            assertEquals(32, Base64.getDecoder().decode(key).length);
            assertEquals(
                    key,
                    environments()
                            .of(Service.WORKOUT, ports.of(Service.WORKOUT), database)
                            .get(RECOVERY_KEY));
            assertEquals(
                    PosixFilePermissions.fromString("rw-------"),
                    Files.getPosixFilePermissions(directory.resolve("a home/recovery-key")));
            assertNull(environments()
                    .of(Service.QUIZ, ports.of(Service.QUIZ), database)
                    .get(RECOVERY_KEY));
            assertNull(environments().ofGateway(ports.ofGateway("127.0.0.1")).get(RECOVERY_KEY));
        }
    }

    @Test
    void whoeverKeepsSecretsGetsKeysOfItsOwn() throws IOException {
        try (var database = EmbeddedDatabase.temporary()) {
            String keys = environments()
                    .of(Service.TRAINING, ports.of(Service.TRAINING), database)
                    .get(VAULT_KEYS);

            String others = environments()
                    .of(Service.DEPLOYMENT, ports.of(Service.DEPLOYMENT), database)
                    .get(VAULT_KEYS);

            String quizzes = environments()
                    .of(Service.QUIZ, ports.of(Service.QUIZ), database)
                    .get(VAULT_KEYS);

            assertEquals("k1:", others.substring(0, 3));
            assertNotEquals(keys, others);
            assertEquals("k1:", quizzes.substring(0, 3));
            assertNotEquals(others, quizzes);
            assertEquals(
                    PosixFilePermissions.fromString("rw-------"),
                    Files.getPosixFilePermissions(directory.resolve("a home/channel-keys")));
            assertEquals(
                    PosixFilePermissions.fromString("rw-------"),
                    Files.getPosixFilePermissions(directory.resolve("a home/workflow-keys")));
            assertEquals("k1:", keys.substring(0, 3));
            assertEquals(32, Base64.getDecoder().decode(keys.substring(3)).length);
            assertEquals(
                    PosixFilePermissions.fromString("rw-------"),
                    Files.getPosixFilePermissions(directory.resolve("a home/vault-keys")));
            assertNull(environments()
                    .of(Service.WORKOUT, ports.of(Service.WORKOUT), database)
                    .get(VAULT_KEYS));
        }
    }

    @Test
    void keysThatSomebodyAddedToTheVaultAreKept() throws IOException {
        try (var database = EmbeddedDatabase.temporary()) {
            Environments environments = environments();
            Files.writeString(directory.resolve("a home/vault-keys"), "k2:new,k1:old\n");

            Map<String, String> training = environments.of(Service.TRAINING, ports.of(Service.TRAINING), database);

            assertEquals("k2:new,k1:old", training.get(VAULT_KEYS));
        }
    }

    @Test
    void gatewayKnowsWhereTheServicesAre() {
        Map<String, String> gateway = environments().ofGateway(ports.ofGateway("0.0.0.0"));

        assertEquals("0.0.0.0", gateway.get("QUARKUS_HTTP_HOST"));
        assertEquals("127.0.0.1", gateway.get("QUARKUS_MANAGEMENT_HOST"));
        assertEquals("http://127.0.0.1:8081", gateway.get("TRAINYARD_GATEWAY_SERVICES_WORKOUT_URL"));
        assertEquals("http://127.0.0.1:8094", gateway.get("TRAINYARD_GATEWAY_SERVICES_QUIZ_MANAGEMENT_URL"));
    }

    @Test
    void gatewayAloneGetsItsSettingsButIsToldWhereTheServicesAre() {
        String setting = "TRAINYARD_GATEWAY_CORS_ORIGINS";
        String place = "TRAINYARD_GATEWAY_SERVICES_WORKOUT_URL";
        var own = Map.of(setting, "https://app.example.org", place, "http://elsewhere:8080");
        try (var database = EmbeddedDatabase.temporary()) {
            Environments environments = new Environments(Home.at(directory.resolve("a home")), ports, own);
            Map<String, String> gateway = environments.ofGateway(ports.ofGateway("127.0.0.1"));

            assertEquals("https://app.example.org", gateway.get(setting));
            assertEquals("http://127.0.0.1:8081", gateway.get(place));
            assertNull(environments
                    .of(Service.WORKOUT, ports.of(Service.WORKOUT), database)
                    .get(setting));
        }
    }

    @Test
    void pathOfTheKeysIsGivenAsItIs() {
        assertEquals(
                "file:" + directory.resolve("a home/jwks.json"),
                environments().ofGateway(ports.ofGateway("127.0.0.1")).get("TRAINYARD_IDENTITY_JWKS"));
    }

    @Test
    void trainingServiceAloneGetsWhatProvidersHaveGiven() {
        String secret = "TRAINYARD_OAUTH_PROVIDERS_STRAVA_CLIENT_SECRET";
        String agreed = "TRAINYARD_WEBHOOKS_PROVIDERS_STRAVA_VERIFY_TOKEN";
        var own = Map.of(secret, "a secret", agreed, "agreed", "AWS_SECRET_ACCESS_KEY", "nobody's business");
        try (var database = EmbeddedDatabase.temporary()) {
            Environments environments = new Environments(Home.at(directory.resolve("a home")), ports, own);
            Map<String, String> training = environments.of(Service.TRAINING, ports.of(Service.TRAINING), database);
            Map<String, String> workout = environments.of(Service.WORKOUT, ports.of(Service.WORKOUT), database);

            assertEquals("a secret", training.get(secret));
            assertEquals("agreed", training.get(agreed));
            assertNull(training.get("AWS_SECRET_ACCESS_KEY"));
            assertNull(workout.get(secret));
            assertNull(environments.ofGateway(ports.ofGateway("127.0.0.1")).get(secret));
        }
    }

    private Environments environments() {
        return new Environments(Home.at(directory.resolve("a home")), ports, Map.of());
    }

    private static List<String> rolesWithPasswordIn(Map<String, String> environment, EmbeddedDatabase database) {
        return Arrays.stream(Service.values())
                .flatMap(service -> Stream.of(service.appRole(), service.ownerRole()))
                .filter(role -> environment.containsValue(database.password(role)))
                .toList();
    }
}

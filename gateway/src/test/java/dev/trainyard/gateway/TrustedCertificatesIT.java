package dev.trainyard.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.gateway.stub.GatewayProcess;
import dev.trainyard.gateway.stub.RawClient;
import dev.trainyard.gateway.stub.StubService;
import dev.trainyard.gateway.stub.TestTokens;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An issuer at https with a certificate of its own is believed when the configuration says so, and only then. */
@Tag("process")
class TrustedCertificatesIT {

    private static final String PASSWORD = "changeit";

    @TempDir
    private Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final StubService workout = StubService.started();
    private Path certificate;
    private String jwks;

    @BeforeEach
    void publish() throws Exception {
        Path keys = directory.resolve("keys.p12");
        certificate = directory.resolve("certificate.pem");
        keytool(
                keys,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-ext",
                "san=dns:localhost",
                "-validity",
                "2");
        keytool(keys, "-exportcert", "-rfc", "-file", certificate.toString());
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new PfxOptions().setPath(keys.toString()).setPassword(PASSWORD));
        HttpServer issuer = vertx.createHttpServer(options)
                .requestHandler(
                        request -> request.response().sendFile(TestTokens.jwks().toString()))
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        jwks = "https://localhost:" + issuer.actualPort() + "/jwks";
    }

    @AfterEach
    void stop() {
        workout.stop();
        vertx.close();
    }

    @Test
    void tokensOfIssuerWhoseCertificateIsTrustedAreGood() throws Exception {
        String answer = answer(Map.of("TRAINYARD_IDENTITY_TRUSTED_CERTIFICATES", certificate.toString()));

        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    }

    @Test
    void tokensOfIssuerWhoseCertificateIsNotTrustedCannotBeChecked() throws Exception {
        String answer = answer(Map.of());

        assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
    }

    private String answer(Map<String, String> settings) throws IOException {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("TRAINYARD_IDENTITY_JWKS", jwks);
        environment.put("TRAINYARD_GATEWAY_SERVICES_WORKOUT_URL", workout.url());
        environment.put("TRAINYARD_GATEWAY_SERVICES_WORKOUT_MANAGEMENT_URL", workout.url());
        try (GatewayProcess gateway = GatewayProcess.start(environment)) {
            await().atMost(Duration.ofSeconds(60)).until(gateway::isListening);
            try (RawClient client = new RawClient(gateway.port())) {
                return client.send(RawClient.get("/api/v1/workouts")).readHead();
            }
        }
    }

    private static void keytool(Path keys, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "test", "-storepass", PASSWORD, "-keystore", keys.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();

        assertEquals(0, process.waitFor());
    }
}

package dev.trainyard.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.gateway.stub.GatewayProcess;
import dev.trainyard.gateway.stub.RawClient;
import dev.trainyard.gateway.stub.StubService;
import dev.trainyard.gateway.stub.TestTokens;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An issuer at https with a certificate of its own is believed when the configuration says so, and only then. */
@Tag("process")
class TrustedCertificatesIT {

    private final Vertx vertx = Vertx.vertx();
    private final SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
    private final StubService workout = StubService.started();
    private String jwks;

    @BeforeEach
    void publish() throws Exception {
        HttpServerOptions options =
                new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate.keyCertOptions());
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
        certificate.delete();
    }

    @Test
    void tokensOfIssuerWhoseCertificateIsTrustedAreGood() throws Exception {
        String answer = answer(Map.of("TRAINYARD_IDENTITY_TRUSTED_CERTIFICATES", certificate.certificatePath()));

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
}

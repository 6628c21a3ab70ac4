package dev.trainyard.systemtests;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.trainyard.standalone.identity.TokenIssuer;
import dev.trainyard.systemtests.ApiDocument.Operation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation that the API's document has, asked by those who have no business there. */
class AccessTest {

    // In the order of their ports, after the gateway's.
    private static final List<String> SERVICES = List.of("workout", "training", "deployment", "quiz");
    private static final int MANAGEMENT = 10;
    private static final List<String> ONE_OF_EACH =
            List.of("/api/v1/workouts", "/api/v1/activities", "/api/v1/workflows", "/api/v1/quizzes");
    // Where the examples of the parts make no whole.
    private static final Map<String, String> BODIES = Map.of("/api/v1/quizzes", """
            {"title": "Anatomy",
             "questions": [{"kind": "text", "text": "The longest bone?", "acceptedTexts": ["femur"]}]}
            """, "/api/v1/activities", """
            {"type": "run", "startedAt": "2026-03-01T07:00:00Z", "durationSeconds": 3600}
            """);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static RunningSuite suite;
    private static RSAKey key;
    private static List<Operation> operations;

    @BeforeAll
    static void start() throws Exception {
        // All of it comes from one address, and most of it is refused.
        suite = RunningSuite.start(Map.of(
                "TRAINYARD_GATEWAY_LIMITS_USER", "999999/1S",
                "TRAINYARD_GATEWAY_LIMITS_ADDRESS", "999999/1S",
                "TRAINYARD_GATEWAY_LIMITS_BAD_CREDENTIALS", "1"));
        key = RSAKey.parse(Files.readString(suite.signingKey()));
        // The gateway adds the document of each service when it has it.
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            operations = documentAt(suite.url() + "/openapi").operations();
            return operations.stream().map(Operation::path).toList().containsAll(ONE_OF_EACH);
        });
    }

    @AfterAll
    static void stop() throws Exception {
        if (suite != null) {
            suite.remove();
        }
    }

    private static ApiDocument documentAt(String url) throws IOException, InterruptedException {
        return ApiDocument.of(HTTP.send(
                        HttpRequest.newBuilder(URI.create(url))
                                .header("Accept", "application/json")
                                .build(),
                        BodyHandlers.ofString())
                .body());
    }

    private record Answer(int status, String body, String location) {

        /** Without what differs between any two answers. */
        String unnumbered() {
            return status + " " + body.replaceFirst("\"requestId\":\"[^\"]*\"", "");
        }
    }

    private static Answer ask(String door, String method, String path, Operation operation, String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(door + path))
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        operation
                                .body()
                                .map(body -> BodyPublishers.ofString(body.toString()))
                                .orElse(BodyPublishers.noBody()));
        operation.body().ifPresent(body -> request.header("Content-Type", "application/json"));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
        return new Answer(
                answer.statusCode(),
                answer.body(),
                answer.headers().firstValue("Location").orElse(null));
    }

    /** A good token of a user, but for what is changed. */
    private static String token(String user, UnaryOperator<JWTClaimsSet.Builder> changed, RSAKey signer) {
        Instant now = Instant.now();
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    changed.apply(new JWTClaimsSet.Builder()
                                    .issuer(TokenIssuer.ISSUER)
                                    .audience(TokenIssuer.AUDIENCE)
                                    .subject(user)
                                    .claim("upn", user)
                                    .claim("groups", List.of("user"))
                                    .issueTime(Date.from(now))
                                    .expirationTime(Date.from(now.plusSeconds(3600))))
                            .build());
            token.sign(new RSASSASigner(signer));
            return token.serialize();
        } catch (JOSEException unusable) {
            throw new IllegalStateException(unusable);
        }
    }

    private static String token(String user) {
        return new TokenIssuer(key).forUser(user);
    }

    private static Map<String, String> badCredentials() throws Exception {
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("no token", null);
        bad.put("no token at all", "nonsense");
        bad.put(
                "expired",
                token(
                        "ada",
                        claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(60))),
                        key));
        bad.put("for another audience", token("ada", claims -> claims.audience("elsewhere"), key));
        bad.put("of another issuer", token("ada", claims -> claims.issuer("https://elsewhere.test"), key));
        bad.put("of another key", token("ada", claims -> claims, new RSAKeyGenerator(2048).generate()));
        return bad;
    }

    @Test
    void gatewayAnswersNobodyWithoutAGoodToken() throws Exception {
        assertEquals(List.of(), answersToBadCredentials(suite.url(), operations));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void serviceItselfAnswersNobodyWithoutAGoodToken(int port) throws Exception {
        String service = "http://127.0.0.1:" + (suite.port() + port);
        String management = "http://127.0.0.1:" + (suite.port() + MANAGEMENT + port);
        List<Operation> own = documentAt(management + "/q/openapi").operations();

        assertFalse(own.isEmpty(), SERVICES.get(port - 1));
        assertEquals(List.of(), answersToBadCredentials(service, own));
    }

    /** Each that was not refused with 401, as one should. */
    private static List<String> answersToBadCredentials(String door, List<Operation> asked) throws Exception {
        List<String> answers = new ArrayList<>();
        for (Map.Entry<String, String> bad : badCredentials().entrySet()) {
            for (Operation operation : asked) {
                Answer answer = ask(door, operation.method(), operation.somewhere(), operation, bad.getValue());
                boolean refused = isForSignatures(operation)
                        ? answer.status() >= 400 && answer.status() < 500
                        : answer.status() == 401 && answer.body().contains("\"urn:problem:unauthenticated\"");
                if (!refused && !operation.path().equals("/status")) {
                    answers.add(bad.getKey() + ": " + operation + " " + answer);
                }
            }
        }
        return answers;
    }

    /** What looks at a signature, or at a secret in the path, and not at tokens. */
    private static boolean isForSignatures(Operation operation) {
        return operation.path().matches("/api/v1/(recovery|activities|deployments)/webhooks/.*");
    }

    @Test
    void whatDoesNotExistIsNeverAFailure() throws Exception {
        String stranger = token("stranger-" + UUID.randomUUID());
        List<String> failures = new ArrayList<>();
        for (Operation operation : operations) {
            Answer answer = ask(suite.url(), operation.method(), operation.somewhere(), operation, stranger);
            if (answer.status() >= 500 || answer.body().contains("Exception")) {
                failures.add(operation + " " + answer);
            }
        }

        assertEquals(List.of(), failures);
    }

    @Test
    void strangerFindsNothingOfWhatAnotherHasMade() throws Exception {
        String owner = token("owner-" + UUID.randomUUID());
        String stranger = token("stranger-" + UUID.randomUUID());
        List<String> refused = new ArrayList<>();
        Map<String, String> made = new LinkedHashMap<>();
        make(owner, made, refused);
        // Now what refers to something else has it.
        refused.clear();
        make(owner, made, refused);
        Map<String, Answer> before = new LinkedHashMap<>();
        for (String location : made.values()) {
            before.put(location, ask(suite.url(), "GET", location, bare("GET", location), owner));
        }
        List<String> told = new ArrayList<>();
        for (Operation operation : operations) {
            String location = made.get(operation.collection());
            if (location == null || !operation.hasParameters()) {
                continue;
            }
            String foreign = operation.at(location);
            String absent = operation.at(operation.collection() + UUID.randomUUID());
            Answer toForeign = ask(suite.url(), operation.method(), foreign, operation, stranger);
            Answer toAbsent = ask(suite.url(), operation.method(), absent, operation, stranger);
            // That a body is wrong may be said first, and a list may be empty: of what is absent as well.
            boolean isRefused = toForeign.status() >= 400 && toForeign.status() < 500;
            boolean isNothing = isRefused || toForeign.body().contains("\"items\":[]");
            if (!toForeign.unnumbered().equals(toAbsent.unnumbered()) || !isNothing) {
                told.add(operation + " " + toForeign + ", where nothing is " + toAbsent);
            }
        }
        for (Operation list : operations) {
            if (list.method().equals("GET") && !list.hasParameters()) {
                String seen =
                        ask(suite.url(), "GET", list.path(), list, stranger).body();
                made.values().stream()
                        .map(location -> location.substring(location.lastIndexOf('/') + 1))
                        .filter(seen::contains)
                        .forEach(id -> told.add(list + " shows " + id));
            }
        }

        assertTrue(made.size() >= 9, made + " and not " + String.join("\n", refused));
        assertEquals(List.of(), told);
        for (String location : made.values()) {
            assertEquals(before.get(location), ask(suite.url(), "GET", location, bare("GET", location), owner));
        }
    }

    /** Sends every example that makes something, and notes where that is, by the path of its collection. */
    private static void make(String owner, Map<String, String> made, List<String> refused) throws Exception {
        for (Operation documented : operations) {
            Operation operation = documented;
            if (operation.method().equals("POST")
                    && !operation.hasParameters()
                    && operation.body().isPresent()
                    && !made.containsKey(operation.collection())) {
                operation.body().ifPresent(body -> refer(body, made));
                if (BODIES.containsKey(operation.path())) {
                    operation = operation.with(new ObjectMapper().readTree(BODIES.get(operation.path())));
                }
                Answer answer = ask(suite.url(), "POST", operation.path(), operation, owner);
                String location = answer.location() == null
                        ? ""
                        : URI.create(answer.location()).getPath();
                if (location.startsWith(operation.collection())) {
                    made.put(operation.collection(), location);
                } else {
                    refused.add(operation + " " + answer);
                }
            }
        }
    }

    /** Has an example name what was made, rather than what exists in documents only. */
    private static void refer(JsonNode body, Map<String, String> made) {
        made.forEach((collection, location) -> {
            String name = collection.replaceFirst(".*/(.+)s/$", "$1Id");
            if (body.has(name)) {
                ((ObjectNode) body).put(name, location.substring(collection.length()));
            }
        });
    }

    private static Operation bare(String method, String path) {
        return new Operation(method, path, Map.of(), Optional.empty());
    }
}

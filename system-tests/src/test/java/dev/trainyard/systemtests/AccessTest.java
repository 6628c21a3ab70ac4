package dev.trainyard.systemtests;

import static java.util.stream.Collectors.toCollection;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
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
import dev.trainyard.systemtests.faults.Findings;
import dev.trainyard.testkit.ApiDocument;
import dev.trainyard.testkit.ApiDocument.Operation;
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
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
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
    private static final List<String> NO_ROLES = List.of();
    // What a good token may have; the last one is no role of ours.
    private static final List<List<String>> ROLES =
            List.of(NO_ROLES, List.of("user"), List.of("coach"), List.of("service"), List.of("admin"), List.of("root"));
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    // On the management ports of all services, or of those that are named by their place among them.
    private static final Map<String, Set<Integer>> ADMINS = Map.ofEntries(
            Map.entry("GET /monitoring/jobs", Set.of(1, 2, 3, 4)),
            Map.entry("POST /monitoring/jobs/any/run", Set.of(1, 2, 3, 4)),
            Map.entry("POST /monitoring/jobs/any/cancel", Set.of(1, 2, 3, 4)),
            Map.entry("GET /monitoring/rollouts", Set.of(1, 2, 3, 4)),
            Map.entry("GET /monitoring/rollouts/any", Set.of(1, 2, 3, 4)),
            Map.entry("PUT /monitoring/rollouts/any", Set.of(1, 2, 3, 4)),
            Map.entry("POST /monitoring/aggregates/verify", Set.of(1)),
            Map.entry("POST /monitoring/trends/refresh", Set.of(1)),
            Map.entry("GET /monitoring/webhooks", Set.of(2)),
            Map.entry("POST /monitoring/webhooks/any/retry", Set.of(2)),
            Map.entry("GET /monitoring/load/recompute", Set.of(2)),
            Map.entry("POST /monitoring/load/recompute", Set.of(2)),
            Map.entry("DELETE /monitoring/load/recompute", Set.of(2)),
            Map.entry("GET /monitoring/vault", Set.of(2)),
            Map.entry("GET /monitoring/onboarding/funnel", Set.of(2)),
            Map.entry("GET /monitoring/schema-cache", Set.of(3)),
            Map.entry("POST /monitoring/schema-cache", Set.of(3)),
            Map.entry("DELETE /monitoring/schema-cache", Set.of(3)),
            Map.entry("DELETE /monitoring/schema-cache/any", Set.of(3)),
            Map.entry("GET /monitoring/messages/dead", Set.of(4)),
            Map.entry("POST /monitoring/messages/dead/any/replay", Set.of(4)),
            Map.entry("POST /monitoring/messages/dead/any/drop", Set.of(4)),
            Map.entry("POST /monitoring/message-channels/any/replay", Set.of(4)),
            Map.entry("POST /monitoring/message-channels/any/pause", Set.of(4)),
            Map.entry("POST /monitoring/message-channels/any/resume", Set.of(4)));
    // What needs nothing that is there before.
    private static final List<String> ALONE = List.of(
            "/api/v1/workouts",
            "/api/v1/exercises/catalogue",
            "/api/v1/exercises:import",
            "/api/v1/exercises:resolve",
            "/api/v1/templates",
            "/api/v1/preferences/plates:weigh",
            "/api/v1/activities",
            "/api/v1/activities:batch",
            "/api/v1/workflows",
            "/api/v1/workflows:batch",
            "/api/v1/workflows:check",
            "/api/v1/quizzes",
            "/api/v1/message-channels");
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
        List<Operation> own = documentAt(management(port) + "/q/openapi").operations();

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
    void rolesThatDoNotSufficeAreForbidden() throws Exception {
        List<String> wrong = new ArrayList<>();
        int tried = 0;
        for (List<String> roles : ROLES) {
            String token = token("roles-" + UUID.randomUUID(), claims -> claims.claim("groups", roles), key);
            for (Operation operation : operations) {
                Answer answer = ask(suite.url(), operation.method(), operation.somewhere(), operation, token);
                boolean isForbidden = answer.status() == 403 && answer.body().contains("\"urn:problem:forbidden\"");
                boolean suffices = operation.roles().isEmpty() || !Collections.disjoint(operation.roles(), roles);
                tried++;
                if (isForbidden == suffices) {
                    wrong.add(roles + ": " + operation + " needs " + operation.roles() + ": " + answer);
                }
            }
        }
        List<Operation> restricted = operations.stream()
                .filter(operation -> !operation.roles().isEmpty())
                .toList();

        Findings.add(
                AccessTest.class,
                "every operation with each role, and with none",
                "%d requests, %d operations of which need a role".formatted(tried, restricted.size()),
                "403 just where the document names another role",
                wrong.size() + " otherwise");
        assertEquals(List.of(), wrong);
        assertTrue(restricted.size() >= 7, "" + restricted);
    }

    @Test
    void managementIsForAdministrators() throws Exception {
        Map<String, String> tokens = new LinkedHashMap<>(badCredentials());
        for (List<String> roles : ROLES) {
            if (!roles.contains("admin")) {
                tokens.put("with " + roles, token("ada", claims -> claims.claim("groups", roles), key));
            }
        }
        List<String> answered = new ArrayList<>();
        int tried = 0;
        for (Map.Entry<String, Set<Integer>> route : ADMINS.entrySet()) {
            String method = route.getKey().replaceFirst(" .*", "");
            String path = route.getKey().replaceFirst(".* ", "");
            for (int port : route.getValue()) {
                for (Map.Entry<String, String> token : tokens.entrySet()) {
                    Answer answer = ask(management(port), method, path, Operation.of(method, path), token.getValue());
                    tried++;
                    if (answer.status() != (token.getKey().startsWith("with ") ? 403 : 401)) {
                        answered.add(token.getKey() + ": " + route.getKey() + " " + answer);
                    }
                }
                // And nobody comes to it from outside.
                String admin = token("admin", claims -> claims.claim("groups", List.of("admin")), key);
                Answer atTheGateway = ask(suite.url(), method, path, Operation.of(method, path), admin);
                if (atTheGateway.status() != 404) {
                    answered.add("the gateway: " + route.getKey() + " " + atTheGateway);
                }
            }
        }

        Findings.add(
                AccessTest.class,
                "what is for administrators on the management ports, by others",
                tried + " requests",
                "401, or 403 where the token is good; nothing of it at the gateway",
                answered.size() + " otherwise");
        assertEquals(List.of(), answered);
    }

    private static String management(int port) {
        return "http://127.0.0.1:" + (suite.port() + MANAGEMENT + port);
    }

    @Test
    void listsHaveNothingOfOthers() throws Exception {
        String owner = token("owner-" + UUID.randomUUID());
        make(owner, new LinkedHashMap<>(), new ArrayList<>());
        Map<String, Set<String>> ofOwner = new LinkedHashMap<>();
        Map<String, Set<String>> ofStranger = new LinkedHashMap<>();
        List<Operation> lists = operations.stream()
                .filter(operation -> operation.method().equals("GET") && !operation.hasParameters())
                .toList();
        String stranger = token("stranger-" + UUID.randomUUID());
        String another = token("another-" + UUID.randomUUID());
        // What everybody sees, such as the catalogue, is not the owner's.
        Set<String> everybodys = new HashSet<>();
        for (Operation list : lists) {
            ofOwner.put(list.path(), ids(list, owner));
            ofStranger.put(list.path(), ids(list, stranger));
            everybodys.addAll(ids(list, another));
        }
        ofOwner.values().forEach(own -> own.removeAll(everybodys));
        Set<String> all = new HashSet<>();
        ofOwner.values().forEach(all::addAll);
        List<String> foreign = new ArrayList<>();
        ofStranger.forEach((list, seen) -> {
            if (!Collections.disjoint(seen, all)) {
                foreign.add(list + " shows " + seen);
            }
        });
        long filled = ofOwner.values().stream().filter(ids -> !ids.isEmpty()).count();

        Findings.add(
                AccessTest.class,
                "every list, as somebody who has nothing",
                "%d lists, in %d of which another user has %d things".formatted(lists.size(), filled, all.size()),
                "nothing of another's",
                foreign.size() + " with foreign rows");
        assertEquals(List.of(), foreign);
        assertTrue(filled >= 8, "" + ofOwner);
    }

    private static Set<String> ids(Operation list, String token) throws Exception {
        String query = list.query().isEmpty() ? "" : "?" + list.query();
        return ID.matcher(ask(suite.url(), "GET", list.path() + query, list, token)
                        .body()
                        .replaceFirst("\"requestId\":\"[^\"]*\"", ""))
                .results()
                .map(MatchResult::group)
                .collect(toCollection(HashSet::new));
    }

    @Test
    void documentedExamplesAreAccepted() throws Exception {
        String admin =
                token("made-" + UUID.randomUUID(), claims -> claims.claim("groups", List.of("user", "admin")), key);
        List<String> refused = new ArrayList<>();
        for (String path : ALONE) {
            Operation operation = operations.stream()
                    .filter(one -> one.method().equals("POST") && one.path().equals(path))
                    .findFirst()
                    .orElseThrow();
            Answer answer = ask(suite.url(), "POST", path, operation, admin);
            // Whoever has it already has it from another test here.
            if (answer.status() >= 300 && !answer.body().contains("\"urn:problem:name-taken\"")) {
                refused.add(operation + " " + answer);
            }
        }

        assertEquals(List.of(), refused);
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
            before.put(location, ask(suite.url(), "GET", location, Operation.of("GET", location), owner));
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
            assertEquals(before.get(location), ask(suite.url(), "GET", location, Operation.of("GET", location), owner));
        }
    }

    /** Sends every example that makes something, and notes where that is, by the path of its collection. */
    private static void make(String owner, Map<String, String> made, List<String> refused) throws Exception {
        for (Operation operation : operations) {
            if (operation.method().equals("POST")
                    && !operation.hasParameters()
                    && operation.body().isPresent()
                    && !made.containsKey(operation.collection())) {
                operation.body().ifPresent(body -> refer(body, made));
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
}

package dev.trainyard.training.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Providers of tokens as they are: an HTTP server that rotates refresh tokens, each of which is dead at once when it is
 * spent. What goes wrong is up to the test, per user.
 */
public final class FakeProvider implements QuarkusTestResourceLifecycleManager {

    static final String SECRET = "the-secret-of-the-client";
    static final String REDIRECT = "https://app.example/connected?from=trainyard";

    private final Map<String, Account> byRefreshToken = new ConcurrentHashMap<>();
    private final Map<String, Consent> byCode = new ConcurrentHashMap<>();
    private HttpServer server;

    /** What a provider answers instead of tokens. */
    interface Reply {
        void to(HttpExchange exchange) throws IOException;

        static Reply of(int status, String body, String... headers) {
            return exchange -> {
                for (int i = 0; i < headers.length; i += 2) {
                    exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
                }
                send(exchange, status, body);
            };
        }

        /** Never says anything. */
        static Reply silence() {
            return exchange -> {};
        }

        /** Begins, and never ends. */
        static Reply endless() {
            return exchange -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write("{\"access_token\":\"".getBytes(UTF_8));
                exchange.getResponseBody().flush();
            };
        }
    }

    /** Something that happens at the provider before it answers. */
    interface Incident {
        void happen() throws Exception;
    }

    /** What a user said yes to. */
    record Consent(Account account, String redirectUri, String challenge) {}

    /** A user's account at the provider. */
    static final class Account {

        final String id = UUID.randomUUID().toString();
        final List<Map<String, String>> calls = new CopyOnWriteArrayList<>();
        private final Queue<Reply> replies = new ArrayDeque<>();
        private volatile Incident incident = () -> {};
        private volatile String extra = "";
        private int spent;

        /** Good now, and until it is used. */
        synchronized String refreshToken() {
            return "refresh-" + id + "-" + spent;
        }

        synchronized String accessToken() {
            return "access-" + id + "-" + spent;
        }

        /** Answers this once, before anything else. */
        synchronized void next(Reply reply) {
            replies.add(reply);
        }

        void before(Incident happens) {
            incident = happens;
        }

        /** More of the JSON that it answers, as it stands there. */
        void adds(String json) {
            extra = json;
        }

        private synchronized Reply nextReply() {
            return replies.poll();
        }

        private synchronized boolean spend(String refreshToken) {
            if (!refreshToken.equals(refreshToken())) {
                return false;
            }
            spent++;
            return true;
        }
    }

    Account account() {
        Account account = new Account();
        byRefreshToken.put(account.refreshToken(), account);
        return account;
    }

    /** The user says yes at that address; the code that the user comes back with. */
    String consent(String authorizationUrl, Account account) {
        Map<String, String> asked = form(URI.create(authorizationUrl).getRawQuery());
        String code = "code-" + UUID.randomUUID();
        byCode.put(code, new Consent(account, asked.get("redirect_uri"), asked.get("code_challenge")));
        return code;
    }

    static Map<String, String> form(String encoded) {
        return Arrays.stream(encoded.split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> URLDecoder.decode(field[0], UTF_8), field -> URLDecoder.decode(field[1], UTF_8)));
    }

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();

        Map<String, String> config = new HashMap<>();
        config.put("trainyard.oauth.redirect-uris", REDIRECT + ",https://other.example/");
        config.put("trainyard.oauth.timeout", "PT3S");
        config.put("trainyard.oauth.connect-timeout", "PT1S");
        config.put("trainyard.oauth.patience", "PT5S");
        // Tests say when.
        config.put("trainyard.oauth.refresh-every", "P1D");
        add(
                config,
                "fake",
                Map.of(
                        "client-id",
                        "fake-client",
                        "client-secret",
                        SECRET,
                        "scope",
                        "read write",
                        "account-pointer",
                        "/athlete/id"));
        add(
                config,
                "basic",
                Map.of(
                        "client-id",
                        "basic client",
                        "client-secret",
                        SECRET,
                        "client-authentication",
                        "basic",
                        "pkce",
                        "false",
                        "refresh-parameters.scope",
                        "offline"));
        // Periods that end in decades, so that no test comes upon the end of one.
        add(
                config,
                "limited",
                Map.of(
                        "client-id",
                        "limited-client",
                        "client-secret",
                        SECRET,
                        "budgets.long.period",
                        "P10000D",
                        "budgets.long.calls",
                        "5",
                        "budgets.longer.period",
                        "P11000D",
                        "budgets.longer.calls",
                        "100"));
        add(config, "strict", Map.of("client-id", "strict-client", "client-secret", SECRET));
        add(config, "gone", Map.of("client-id", "gone-client", "client-secret", SECRET));
        add(config, "background", Map.of("client-id", "background-client", "client-secret", SECRET));
        add(config, "off", Map.of("client-id", "off-client"));
        // Nobody listens there.
        config.put("trainyard.oauth.providers.gone.token-url", "http://127.0.0.1:1/token");
        return config;
    }

    private void add(Map<String, String> config, String name, Map<String, String> properties) {
        String prefix = "trainyard.oauth.providers." + name + ".";
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
        config.put(prefix + "authorization-url", url + "/authorize");
        config.put(prefix + "token-url", url + "/token");
        properties.forEach((key, value) -> config.put(prefix + key, value));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(FakeProvider.class));
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> form =
                new HashMap<>(form(new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (authorization != null) {
            form.put("Authorization", authorization);
        }
        Account account = form.get("grant_type").equals("refresh_token")
                ? byRefreshToken.get(form.get("refresh_token"))
                : ofCode(form.get("code"));
        if (account == null) {
            send(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        account.calls.add(form);
        try {
            account.incident.happen();
        } catch (Exception unexpected) {
            throw new IllegalStateException(unexpected);
        }
        Reply reply = account.nextReply();
        if (reply != null) {
            reply.to(exchange);
        } else if (isGood(form, account)) {
            send(exchange, 200, """
                    {"token_type":"Bearer","access_token":"%s","refresh_token":"%s","expires_in":21600%s}""".formatted(account.accessToken(), account.refreshToken(), account.extra));
        } else {
            send(exchange, 400, "{\"error\":\"invalid_grant\",\"error_description\":\"it is spent\"}");
        }
    }

    private Account ofCode(String code) {
        Consent consent = code == null ? null : byCode.get(code);
        return consent == null ? null : consent.account();
    }

    private boolean isGood(Map<String, String> form, Account account) {
        if (form.get("grant_type").equals("refresh_token")) {
            boolean good = account.spend(form.get("refresh_token"));
            byRefreshToken.put(account.refreshToken(), account);
            return good;
        }
        Consent consent = byCode.remove(form.get("code"));
        return consent != null
                && consent.redirectUri().equals(form.get("redirect_uri"))
                && (consent.challenge() == null || consent.challenge().equals(challenge(form.get("code_verifier"))));
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}

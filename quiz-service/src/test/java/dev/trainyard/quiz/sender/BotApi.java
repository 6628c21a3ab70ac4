package dev.trainyard.quiz.sender;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server over HTTP that answers as Telegram's Bot API does, in the words that it uses. Each test has a bot of its own, and
 * says what goes wrong with it.
 */
public final class BotApi implements QuarkusTestResourceLifecycleManager {

    private static final Pattern METHOD = Pattern.compile("/bot([^/]+)/(\\w+)");
    private static final Pattern HTML =
            Pattern.compile("(?:[^<>&]|&(?:lt|gt|amp|quot|#\\d+);|</?(?:b|i|u|s|code|pre|a|tg-spoiler)(?: [^<>]*)?>)*");
    private static final int MOST_CHARACTERS = 4096;

    private static final Map<String, Bot> BOTS = new ConcurrentHashMap<>();
    private static HttpServer server;

    /** A message that has been delivered. */
    public record Delivered(String chat, String text, String parseMode) {}

    /** What the server does with a request instead of what it should. */
    public interface Mischief {

        void to(HttpExchange exchange) throws IOException;

        static Mischief answer(int status, String type, String body) {
            return exchange -> send(exchange, status, type, body);
        }

        /** Too Many Requests, with {@code parameters} as JSON. */
        static Mischief flood(String parameters) {
            return answer(
                    429,
                    "application/json",
                    "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests: retry after 7\",\"parameters\":"
                            + parameters + "}");
        }

        /** Never says anything. */
        static Mischief silence() {
            return exchange -> {};
        }

        /** Begins, and never ends. */
        static Mischief endless() {
            return exchange -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write("{\"ok\":true,".getBytes(UTF_8));
                exchange.getResponseBody().flush();
            };
        }

        /** Hangs up. */
        static Mischief hangUp() {
            return HttpExchange::close;
        }
    }

    /** A bot, whose chats are all those that it was not told otherwise of. */
    public static final class Bot {

        private final String token;
        private final AtomicLong lastMessage = new AtomicLong();
        private final Queue<Mischief> planned = new ConcurrentLinkedQueue<>();
        private final Map<String, JsonObject> refusals = new ConcurrentHashMap<>();
        private final List<Delivered> delivered = new CopyOnWriteArrayList<>();
        private final List<String> requests = new CopyOnWriteArrayList<>();

        private Bot(String token) {
            this.token = token;
        }

        public String token() {
            return token;
        }

        /** In their order. */
        public List<Delivered> delivered() {
            return List.copyOf(delivered);
        }

        /** The bodies of all that was asked, of what failed, too. */
        List<String> requests() {
            return List.copyOf(requests);
        }

        /** What becomes of the next request, of the one after it, and so on. */
        public Bot then(Mischief... mischiefs) {
            planned.addAll(List.of(mischiefs));
            return this;
        }

        Bot refuses(String chat, int status, String description) {
            refusals.put(chat, error(status, description));
            return this;
        }

        Bot hasMoved(String chat, long to) {
            JsonObject error = error(400, "Bad Request: group chat was upgraded to a supergroup chat");
            refusals.put(chat, error.put("parameters", new JsonObject().put("migrate_to_chat_id", to)));
            return this;
        }

        private void answer(HttpExchange exchange, String body) throws IOException {
            requests.add(body);
            Mischief mischief = planned.poll();
            if (mischief != null) {
                mischief.to(exchange);
                return;
            }
            JsonObject answer = answer(body);
            send(exchange, answer.getInteger("error_code", 200), "application/json", answer.encode());
        }

        private JsonObject answer(String body) {
            JsonObject message;
            try {
                message = new JsonObject(body);
            } catch (DecodeException malformed) {
                return error(400, "Bad Request: can't parse JSON object");
            }
            String chat = String.valueOf(message.getValue("chat_id"));
            String text = message.getString("text", "");
            if (refusals.containsKey(chat)) {
                return refusals.get(chat);
            }
            if (text.isBlank()) {
                return error(400, "Bad Request: message text is empty");
            }
            if (text.length() > MOST_CHARACTERS) {
                return error(400, "Bad Request: message is too long");
            }
            if ("HTML".equals(message.getString("parse_mode"))
                    && !HTML.matcher(text).matches()) {
                return error(400, "Bad Request: can't parse entities: Unsupported start tag at byte offset 0");
            }
            delivered.add(new Delivered(chat, text, message.getString("parse_mode")));
            return new JsonObject()
                    .put("ok", true)
                    .put(
                            "result",
                            new JsonObject()
                                    .put("message_id", lastMessage.incrementAndGet())
                                    .put("date", 1_700_000_000)
                                    .put("chat", new JsonObject().put("id", message.getValue("chat_id")))
                                    .put("text", text));
        }
    }

    /** A bot that nobody else knows. */
    public static Bot bot() {
        String token = ThreadLocalRandom.current().nextLong(100_000_000, 9_999_999_999L) + ":AA"
                + Long.toHexString(ThreadLocalRandom.current().nextLong(1L << 60, Long.MAX_VALUE))
                + "-_ExampleExample_-";
        return BOTS.computeIfAbsent(token, Bot::new);
    }

    private static JsonObject error(int status, String description) {
        return new JsonObject().put("ok", false).put("error_code", status).put("description", description);
    }

    private static void handle(HttpExchange exchange) throws IOException {
        Matcher path = METHOD.matcher(exchange.getRequestURI().getPath());
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        Bot bot = path.matches() ? BOTS.get(path.group(1)) : null;
        if (bot == null) {
            send(exchange, 401, "application/json", error(401, "Unauthorized").encode());
        } else if (!path.group(2).equals("sendMessage")
                || !exchange.getRequestMethod().equals("POST")) {
            send(exchange, 404, "application/json", error(404, "Not Found").encode());
        } else {
            bot.answer(exchange, body);
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static synchronized HttpServer shared() {
        if (server == null) {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", BotApi::handle);
            server.start();
        }
        return server;
    }

    @Override
    public Map<String, String> start() {
        return Map.of(
                "trainyard.senders.telegram-url",
                "http://127.0.0.1:" + shared().getAddress().getPort());
    }

    @Override
    public void stop() {
        // It stays for the next application of this run.
    }
}

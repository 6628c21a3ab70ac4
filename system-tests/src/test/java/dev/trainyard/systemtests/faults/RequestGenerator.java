package dev.trainyard.systemtests.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.testkit.ApiDocument.Operation;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes requests of what a document has, as it has them or spoilt in one way or several. Of one seed, always the same ways. */
final class RequestGenerator {

    /** An answer that takes longer is a failure: nothing here has anything to wait for. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final List<String> IDS = List.of(
            "1",
            "-1",
            "null",
            "undefined",
            "%00",
            "a%00b",
            "%FF",
            "%C0%80",
            "%ED%A0%80",
            "%F0%9F%92%AA",
            "..%2F..%2Fadmin",
            "%2e",
            "%5C",
            "%3Fa=b",
            "%23",
            "a%20b",
            "'%20OR%20'1'='1",
            "00000000-0000-0000-0000-000000000000",
            "1-1-1-1-1",
            "2026-02-30",
            "+999999999-01-01",
            "99999999999999999999",
            "a".repeat(300),
            "a".repeat(5_000));
    private static final List<String> QUERY_VALUES = List.of(
            "-1",
            "0",
            "201",
            "2147483648",
            "1e3",
            "NaN",
            "%00",
            "%FF",
            "%ED%A0%80",
            "",
            "garbage",
            "eyJhIjoxfQ",
            "AAAAAAAAAAAAAAAAAAAAAA==",
            "2026-02-30",
            "9999-12-31",
            "-999999999-01-01",
            "+999999999-12-31",
            "2026-01-01T00:00:00%2B99:99",
            "00000000-0000-0000-0000-000000000000",
            "true,false",
            "'",
            "%27%3B--",
            "*",
            "a".repeat(2_000));
    private static final List<String> HEADER_VALUES = List.of(
            "",
            "*",
            "\"0\"",
            "\"-1\"",
            "W/\"1\"",
            "\"\"",
            "\"99999999999999999999\"",
            "\"1\", \"2\"",
            "garbage",
            "a b\tc",
            "a".repeat(256),
            "a".repeat(4_000),
            "wait=-1",
            "wait=1e9",
            "wait=99999999999999999999",
            "respond-async, wait=abc",
            "Mars/Olympus_Mons",
            "+99:99",
            "\u00e9",
            "0",
            "-1",
            "bytes=5-1",
            "00-00000000000000000000000000000000-0000000000000000-00",
            "{}");
    private static final List<String> TYPES = List.of(
            "text/plain",
            "application/xml",
            "application/json; charset=utf-16",
            "application/json; charset=nonsense",
            "application/problem+json",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded",
            "text/csv",
            "application/octet-stream",
            "///",
            "json",
            "*/*",
            "application/json, text/plain",
            "application/json;;;=");
    private static final List<String> ACCEPTED = List.of(
            "application/xml",
            "text/html",
            "image/png",
            "application/json;q=0",
            "*/*;q=2",
            "garbage",
            "///",
            ",",
            "text/event-stream",
            "application/json;charset=utf-16");
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get", "QUERY");
    private static final List<String> HEADERS = List.of(
            "If-Match",
            "If-None-Match",
            "Idempotency-Key",
            "Prefer",
            "Time-Zone",
            "Last-Event-ID",
            "Range",
            "Accept-Encoding",
            "Accept-Language",
            "Content-Encoding",
            "X-Request-Id",
            "traceparent",
            "Cookie",
            "X-Forwarded-For",
            "X-HTTP-Method-Override");

    /**
     * A request and what is wrong with it.
     *
     * @param operation what the document says of it: of its method and path
     * @param isDocumented whether its operation, with that path, is in the document
     * @param how it was spoilt; nothing, when it was not
     */
    record Generated(Operation operation, boolean isDocumented, HttpRequest request, List<String> how) {}

    private final String door;
    private final List<Operation> operations;
    private final Possessions possessions;
    private final Random random;

    RequestGenerator(String door, List<Operation> operations, Possessions possessions, Random random) {
        this.door = door;
        this.operations = operations;
        this.possessions = possessions;
        this.random = random;
    }

    /** A request as the document's examples have it, of something that is there if there is such a thing. */
    Generated good(Operation operation) {
        return new Draft(operation).request();
    }

    /** The same without the body of its answer, which no document speaks of. */
    Generated head(Operation operation) {
        Draft draft = new Draft(operation);
        draft.by("HEAD");
        return draft.request();
    }

    /** The next request, of any operation. */
    Generated spoilt() {
        Draft draft = new Draft(operations.get(random.nextInt(operations.size())));
        do {
            draft.spoil();
        } while (random.nextInt(3) == 0);
        return draft.request();
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private final class Draft {

        private final Operation operation;
        private final List<String> how = new ArrayList<>();
        private final List<String> headers = new ArrayList<>();
        private final List<String> query = new ArrayList<>();
        private String method;
        private String path;
        private String type;
        private String accepted;
        private byte[] body;
        private boolean isElsewhere;

        Draft(Operation operation) {
            this.operation = operation;
            this.method = operation.method();
            this.path = possessions.path(operation).orElseGet(operation::somewhere);
            this.type = operation.bodyTypes().stream().findFirst().orElse(null);
            if ("*/*".equals(type)) {
                type = "application/json";
            }
            JsonNode good = good();
            body = good == null ? null : good.toString().getBytes(StandardCharsets.UTF_8);
            if (body == null && type != null) {
                body = operation.text().orElse("a,b\n1,2\n").getBytes(StandardCharsets.UTF_8);
            }
            if (!operation.query().isEmpty()) {
                query.add(operation.query());
            }
            if (operation.names("header").contains("If-Match")) {
                possessions.tag(path).ifPresent(tag -> header("If-Match", tag));
            }
        }

        private JsonNode good() {
            JsonNode good = operation
                    .body()
                    .map(JsonNode::deepCopy)
                    .map(JsonNode.class::cast)
                    .orElse(null);
            if (good != null) {
                possessions.refer(operation, good);
            }
            return good;
        }

        private void header(String name, String value) {
            headers.add(name);
            headers.add(value);
        }

        void spoil() {
            switch (random.nextInt(operation.body().isPresent() ? 18 : 8)) {
                case 0 -> id();
                case 1, 2 -> aQuery();
                case 3, 4 -> aHeader();
                case 5 -> by(any(METHODS));
                case 6 -> {
                    accepted = any(ACCEPTED);
                    how.add("Accept: " + accepted);
                }
                case 7 -> {
                    type = random.nextInt(4) == 0 ? null : any(TYPES);
                    how.add("Content-Type: " + type);
                    if (body == null) {
                        body = any(SpoiltBody.TEXTS).getBytes(StandardCharsets.UTF_8);
                    }
                }
                default -> body = SpoiltBody.of(good(), random, how);
            }
        }

        void by(String other) {
            method = other;
            how.add("method " + method);
        }

        private void id() {
            String id = any(IDS);
            isElsewhere = true;
            if (operation.hasParameters() && random.nextInt(4) > 0) {
                String[] parts = path.split("/", -1);
                String[] template = operation.path().split("/", -1);
                for (int part = 0; part < Math.min(parts.length, template.length); part++) {
                    if (template[part].startsWith("{") && (random.nextBoolean() || part == template.length - 1)) {
                        parts[part] = id;
                    }
                }
                path = String.join("/", parts);
            } else {
                path = path + "/" + id;
            }
            how.add("at " + id.substring(0, Math.min(40, id.length())));
        }

        private void aQuery() {
            List<String> names = new ArrayList<>(operation.names("query"));
            names.add("unknown");
            names.add("limit");
            String parameter = any(names) + "=" + any(QUERY_VALUES);
            query.add(parameter);
            how.add("?" + parameter.substring(0, Math.min(60, parameter.length())));
        }

        private void aHeader() {
            List<String> names = new ArrayList<>(HEADERS);
            names.addAll(operation.names("header"));
            String name = any(names);
            String value = any(HEADER_VALUES);
            header(name, value);
            how.add(name + ": " + value.substring(0, Math.min(60, value.length())));
        }

        Generated request() {
            String asked = path + (query.isEmpty() ? "" : "?" + String.join("&", query));
            HttpRequest.Builder request = HttpRequest.newBuilder(address(asked))
                    .timeout(PATIENCE)
                    .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
            if (type != null) {
                request.header("Content-Type", type);
            }
            if (accepted != null) {
                request.header("Accept", accepted);
            }
            for (int name = 0; name < headers.size(); name += 2) {
                request.header(headers.get(name), headers.get(name + 1));
            }
            Operation asItIs = operations.stream()
                    .filter(other ->
                            other.method().equals(method) && other.path().equals(operation.path()))
                    .findFirst()
                    .orElseGet(() -> Operation.of(method, operation.path()));
            // With a question mark it is another operation's path, and a query.
            boolean isDocumented = !isElsewhere
                    && path.indexOf('?') < 0
                    && asItIs.description().has("responses");
            return new Generated(asItIs, isDocumented, request.build(), how);
        }

        private URI address(String asked) {
            try {
                return URI.create(door + asked);
            } catch (IllegalArgumentException odd) {
                return URI.create(door + "/api/v1/" + URLEncoder.encode(asked, StandardCharsets.UTF_8));
            }
        }
    }
}

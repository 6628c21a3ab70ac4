package dev.trainyard.kit.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.http.digest.Sha256;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.identity.Caller;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * Remembers the answer of a write in the write's own transaction, so that no crash can come between the two: either both
 * are there or neither is. A refused write leaves nothing, so it may be tried again with the same key.
 */
@ApplicationScoped
public class IdempotentWrites {

    public static final String KEY = "Idempotency-Key";

    /** Says that an answer is the remembered one. */
    public static final String REPLAYED = "Idempotency-Replayed";

    private static final Pattern USABLE_KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final Caller caller;
    private final CurrentVertxRequest request;
    private final Database database;
    private final ObjectMapper json;

    IdempotentWrites(Caller caller, CurrentVertxRequest request, Database database, ObjectMapper json) {
        this.caller = caller;
        this.request = request;
        this.database = database;
        this.json = json;
    }

    private record Remembered(String fingerprint, int status, String location, String etag, String body) {}

    /**
     * Does {@code write}, once per key of the caller within 24 hours.
     *
     * @param said what identifies the request beside its method and path, as far as the client chose it
     * @return the write's answer, or the one it gave when it was done
     * @throws Problem 409 {@code idempotency-key-in-flight} while the first is not finished, 422
     *     {@code idempotency-key-reused} when the key was used for something else
     */
    public RestResponse<?> once(Callable<String> said, Callable<RestResponse<?>> write) throws Exception {
        HttpServerRequest http = request.getCurrent().request();
        String key = http.getHeader(KEY);
        if (key == null) {
            return write.call();
        }
        if (!USABLE_KEY.matcher(key).matches()) {
            throw Problem.invalid(Violation.inHeader(KEY, "must be 1 to 255 visible ASCII characters"));
        }
        String owner = caller.id();
        String fingerprint = Sha256.hex(http.method() + " " + http.uri() + "\n" + said.call());
        return QuarkusTransaction.requiringNew().call(() -> {
            lock(owner, key);
            Optional<Remembered> before = find(owner, key);
            if (before.isPresent()) {
                return replay(before.get(), fingerprint);
            }
            RestResponse<?> answer = write.call();
            remember(owner, key, fingerprint, answer);
            return answer;
        });
    }

    private void lock(String owner, String key) {
        boolean locked = database.one(
                        "SELECT pg_try_advisory_xact_lock(hashtextextended(?, hashtextextended(?, 0)))",
                        row -> row.getBoolean(1),
                        key,
                        owner)
                .orElseThrow();
        if (!locked) {
            throw Problem.conflict("idempotency-key-in-flight", "The first request with this key is not finished yet.")
                    .header("Retry-After", "1");
        }
    }

    private Optional<Remembered> find(String owner, String key) {
        return database.one(
                """
                SELECT fingerprint, status, location, etag, body
                FROM idempotency_key
                WHERE user_id = ? AND key = ? AND created_at > now() - interval '24 hours'
                """,
                row -> new Remembered(
                        row.getString(1), row.getInt(2), row.getString(3), row.getString(4), row.getString(5)),
                owner,
                key);
    }

    private static RestResponse<?> replay(Remembered before, String fingerprint) {
        if (!before.fingerprint().equals(fingerprint)) {
            throw Problem.of(422, "idempotency-key-reused", "This key was used for a different request.");
        }
        ResponseBuilder<String> answer = ResponseBuilder.create(before.status(), null);
        answer.header(REPLAYED, "true");
        if (before.body() != null) {
            answer.entity(before.body()).type("application/json;charset=UTF-8");
        }
        if (before.location() != null) {
            answer.header("Location", before.location());
        }
        if (before.etag() != null) {
            answer.header("ETag", before.etag());
        }
        return answer.build();
    }

    private void remember(String owner, String key, String fingerprint, RestResponse<?> answer)
            throws JsonProcessingException {
        Object entity = answer.getEntity();
        // An expired row of the same key may still be there: the clean-up comes by once an hour.
        database.update(
                """
                INSERT INTO idempotency_key (user_id, key, fingerprint, status, location, etag, body)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (user_id, key) DO UPDATE
                SET fingerprint = excluded.fingerprint, status = excluded.status, location = excluded.location,
                    etag = excluded.etag, body = excluded.body, created_at = excluded.created_at
                """,
                owner,
                key,
                fingerprint,
                answer.getStatus(),
                answer.getHeaderString("Location"),
                answer.getHeaderString("ETag"),
                entity == null ? null : json.writeValueAsString(entity));
    }
}

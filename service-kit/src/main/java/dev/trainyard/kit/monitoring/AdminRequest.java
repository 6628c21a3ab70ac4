package dev.trainyard.kit.monitoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.kit.problem.BodyProblems;
import io.vertx.core.buffer.Buffer;
import jakarta.validation.Validator;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** What an admin, whose token was found good, asks on the management port. */
public final class AdminRequest {

    private final String admin;
    private final Map<String, String> path;
    private final Map<String, String> query;
    private final Buffer body;
    private final ObjectMapper json;
    private final Validator validator;

    AdminRequest(
            String admin,
            Map<String, String> path,
            Map<String, String> query,
            Buffer body,
            ObjectMapper json,
            Validator validator) {
        this.admin = admin;
        this.path = path;
        this.query = query;
        this.body = body;
        this.json = json;
        this.validator = validator;
    }

    /** The subject of the admin's token. */
    public String admin() {
        return admin;
    }

    /** The part of the path that the route calls {@code name}. */
    public String path(String name) {
        return path.get(name);
    }

    /** The query parameter {@code name}, which the handler checks itself; the first one where there are several. */
    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** The {@code ?limit=&cursor=} of a list. */
    public PageQuery page() {
        return PageQuery.of(query.get("limit"), query.get("cursor"));
    }

    /**
     * The body, as strictly read and validated as a resource's.
     *
     * @throws Problem 400 that names what is wrong with it
     */
    public <T> T body(Class<T> type) {
        T read = read(type);
        if (read == null) {
            throw Problem.invalid(Violation.inBody("", "must not be null"));
        }
        var violations = validator.validate(read);
        if (!violations.isEmpty()) {
            throw BodyProblems.of(violations);
        }
        return read;
    }

    private <T> T read(Class<T> type) {
        try {
            return json.readValue(body.getBytes(), type);
        } catch (JsonProcessingException malformed) {
            throw BodyProblems.of(malformed);
        } catch (IOException broken) {
            throw Problem.badRequest("malformed-json", "The body is not UTF-8.");
        }
    }
}

package dev.trainyard.deployment.schema;

import java.util.List;

/**
 * A condition on the rows of a list, written by us.
 *
 * @param sql with {@code ?} for each parameter; nothing that a client has sent
 */
public record Condition(String sql, List<Object> parameters) {

    public static Condition of(String sql, Object... parameters) {
        return new Condition(sql, List.of(parameters));
    }
}

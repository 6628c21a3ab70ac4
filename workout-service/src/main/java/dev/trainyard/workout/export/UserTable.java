package dev.trainyard.workout.export;

import java.util.List;

/**
 * A table that has rows of users, as the database's own catalogue describes it.
 *
 * @param key the columns of its primary key, which its rows are ordered by
 * @param columns those whose values say what they are
 * @param binary those that hold bytes
 */
record UserTable(String name, List<String> key, List<String> columns, List<String> binary) {

    String quoted() {
        return quoted(name);
    }

    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}

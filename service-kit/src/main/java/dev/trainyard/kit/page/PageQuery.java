package dev.trainyard.kit.page;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The {@code ?limit=&cursor=} of a list, as a bean parameter of its resource method. */
public class PageQuery {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;

    @QueryParam("limit")
    @Parameter(
            description = "How many items at most",
            schema =
                    @Schema(
                            type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.INTEGER,
                            minimum = "1",
                            maximum = "200",
                            defaultValue = "50"))
    String limit;

    @QueryParam("cursor")
    @Parameter(description = "The next of the page before; opaque")
    String cursor;

    /** For a list that no resource serves; either may be null. */
    public static PageQuery of(String limit, String cursor) {
        PageQuery query = new PageQuery();
        query.limit = limit;
        query.cursor = cursor;
        return query;
    }

    /** How many items the caller wants: 1–200, 50 when unsaid. */
    public int limit() {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        try {
            int asked = Integer.parseInt(limit);
            if (asked >= 1 && asked <= MAX_LIMIT) {
                return asked;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, with the same words.
        }
        throw Problem.invalid(Violation.inQuery("limit", "must be a whole number from 1 to " + MAX_LIMIT));
    }

    /** How many rows to read: one more, to know whether a page follows. */
    public int limitPlusOne() {
        return limit() + 1;
    }

    /**
     * Where to go on, empty for the first page.
     *
     * @param parts how many values a cursor of this list has
     */
    public Optional<Cursor> cursor(int parts) {
        return cursor == null || cursor.isEmpty() ? Optional.empty() : Optional.of(Cursor.decode(cursor, parts));
    }
}

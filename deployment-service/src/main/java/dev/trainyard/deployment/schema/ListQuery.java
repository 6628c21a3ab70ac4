package dev.trainyard.deployment.schema;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The {@code ?fields=&sort=} of a list, as a bean parameter of its resource method. */
public class ListQuery {

    @QueryParam("fields")
    @Parameter(description = "Which fields items have, by comma: id,status")
    String fields;

    @QueryParam("sort")
    @Parameter(description = "What to sort by, by comma, descending with a minus: -createdAt,name. Nulls come last.")
    String sort;

    /** For a list that no resource serves; either may be null. */
    public static ListQuery of(String fields, String sort) {
        ListQuery query = new ListQuery();
        query.fields = fields;
        query.sort = sort;
        return query;
    }

    /** Whether items are to have some fields, and not all that there are of them. */
    public boolean choosesFields() {
        return fields != null;
    }
}

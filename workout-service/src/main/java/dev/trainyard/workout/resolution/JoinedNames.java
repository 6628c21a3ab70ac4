package dev.trainyard.workout.resolution;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The plain way: the chain of joins, each time anew. */
@ApplicationScoped
class JoinedNames implements NameResolver {

    static final String RELATION = "exercise_resolution";

    private final ResolutionQuery query;

    JoinedNames(Database database) {
        this.query = new ResolutionQuery(database, RELATION);
    }

    @Override
    public List<Resolution> resolve(String user, List<String> names) {
        return query.resolve(user, names);
    }
}

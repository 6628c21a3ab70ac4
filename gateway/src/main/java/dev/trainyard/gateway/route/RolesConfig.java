package dev.trainyard.gateway.route;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.util.Map;
import java.util.Set;

/** Which paths need more than a good token. The services check roles as well; this keeps the others away from them. */
@ConfigMapping(prefix = "trainyard.gateway.roles")
public interface RolesConfig {

    /** The roles of which a token must give one, by path: {@code "/api/v1/things"=coach,admin}, for all below it. */
    @WithParentName
    Map<
                    @Pattern(
                            regexp = "(/[A-Za-z0-9_~-]+)+",
                            message = "must be a path like /api/v1/things, with no slash at its end")
                    String,
                    @NotEmpty Set<String>>
            byPath();
}

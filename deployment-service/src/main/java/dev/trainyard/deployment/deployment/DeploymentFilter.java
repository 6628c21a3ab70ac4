package dev.trainyard.deployment.deployment;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which deployments a list has, as a bean parameter of its resource method. */
public class DeploymentFilter {

    @QueryParam("workflowId")
    @Parameter(description = "Of this workflow", schema = @Schema(type = SchemaType.STRING, format = "uuid"))
    String workflowId;

    @QueryParam("isActive")
    @Parameter(
            description = "Only those that are not paused, or only those that are",
            schema = @Schema(type = SchemaType.BOOLEAN))
    String isActive;

    @QueryParam("name")
    @DefaultValue("")
    @Parameter(description = "Part of the name, in any case")
    String name;

    Optional<UUID> workflow() {
        if (workflowId == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(workflowId));
        } catch (IllegalArgumentException malformed) {
            throw Problem.invalid(Violation.inQuery("workflowId", "must be a UUID"));
        }
    }

    Optional<Boolean> isActive() {
        return switch (isActive) {
            case null -> Optional.empty();
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> throw Problem.invalid(Violation.inQuery("isActive", "must be true or false"));
        };
    }

    String partOfName() {
        return name;
    }
}

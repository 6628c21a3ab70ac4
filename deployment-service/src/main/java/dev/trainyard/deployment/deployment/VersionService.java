package dev.trainyard.deployment.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.deployment.definition.DefinitionDiff;
import dev.trainyard.deployment.definition.DefinitionYaml;
import dev.trainyard.deployment.deployment.VersionStore.Compared;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** What can be read of versions. */
@ApplicationScoped
class VersionService {

    private final VersionStore versions;
    private final DeploymentStore deployments;
    private final ObjectMapper json;

    VersionService(VersionStore versions, DeploymentStore deployments, ObjectMapper json) {
        this.versions = versions;
        this.deployments = deployments;
        this.json = json;
    }

    Page<VersionSummary> list(String user, UUID id, PageQuery page) {
        Page<VersionSummary> found = versions.list(user, id, page);
        if (found.items().isEmpty() && deployments.find(user, id).isEmpty()) {
            throw DeploymentService.absent();
        }
        return found;
    }

    VersionView read(String user, UUID id, int version) {
        return versions.find(user, id, version).orElseThrow(() -> Problem.notFound("version"));
    }

    String readYaml(String user, UUID id, int version) {
        return DefinitionYaml.write(parsed(read(user, id, version).definition()));
    }

    DiffView compare(String user, UUID id, Side from, Side to) {
        List<Compared> sides = versions.compared(user, id, from, to);
        if (sides.isEmpty()) {
            throw DeploymentService.absent();
        }
        Compared before = existing(sides, from);
        Compared after = existing(sides, to);
        return DiffView.of(
                before.version(),
                after.version(),
                DefinitionDiff.between(parsed(before.definition()), parsed(after.definition())));
    }

    private static Compared existing(List<Compared> sides, Side wanted) {
        Compared side = sides.stream()
                .filter(one -> one.selector().equals(wanted.selector()))
                .findFirst()
                .orElseThrow();
        if (side.definition() == null) {
            throw wanted.isDraft() ? ActivationService.workflowDeleted() : Problem.notFound("version");
        }
        return side;
    }

    private JsonNode parsed(String definition) {
        try {
            return json.readTree(definition);
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException("A column of type jsonb holds JSON", malformed);
        }
    }
}

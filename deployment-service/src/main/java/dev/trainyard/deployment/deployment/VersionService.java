package dev.trainyard.deployment.deployment;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** What can be read of versions. */
@ApplicationScoped
class VersionService {

    private final VersionStore versions;
    private final DeploymentStore deployments;

    VersionService(VersionStore versions, DeploymentStore deployments) {
        this.versions = versions;
        this.deployments = deployments;
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
}

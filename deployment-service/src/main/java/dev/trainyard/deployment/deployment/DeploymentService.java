package dev.trainyard.deployment.deployment;

import dev.trainyard.deployment.deployment.NewDeployments.Added;
import dev.trainyard.deployment.deployment.NewDeployments.Item;
import dev.trainyard.deployment.schema.ListQuery;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.kit.version.IfMatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/** The rules of a deployment's name and settings, and of its beginning and end. Every method acts for exactly one user. */
@ApplicationScoped
class DeploymentService {

    private final DeploymentStore deployments;
    private final NewDeployments newDeployments;
    private final DeploymentSets sets;
    private final Drafts drafts;
    private final Event<DeploymentsChanged> changes;

    DeploymentService(
            DeploymentStore deployments,
            NewDeployments newDeployments,
            DeploymentSets sets,
            Drafts drafts,
            Event<DeploymentsChanged> changes) {
        this.deployments = deployments;
        this.newDeployments = newDeployments;
        this.sets = sets;
        this.drafts = drafts;
        this.changes = changes;
    }

    @Transactional
    DeploymentView create(String user, DeploymentDraft draft) {
        Settings settings = SettingsPatch.applied(draft.settings(), Settings.DEFAULT, "/settings");
        deployments.holdNames(user);
        List<Violation> violations =
                drafts.check(user, List.of(draft.workflowId())).get(draft.workflowId());
        if (violations == null) {
            throw Problem.notFound("workflow");
        }
        if (!violations.isEmpty()) {
            throw Drafts.invalid(violations);
        }
        Item item = new Item(0, draft.workflowId(), draft.name(), draft.note(), settings);
        Added added = newDeployments.add(user, List.of(item)).getFirst();
        if (added.id() == null) {
            throw nameTaken(
                    deployments.named(user, List.of(added.name())).getFirst().id());
        }
        return read(user, added.id());
    }

    DeploymentView read(String user, UUID id) {
        return deployments.find(user, id).orElseThrow(DeploymentService::absent);
    }

    Page<?> list(String user, DeploymentFilter filter, ListQuery query, PageQuery page) {
        return deployments.list(user, filter, query, page);
    }

    @Transactional
    DeploymentView change(String user, UUID id, IfMatch ifMatch, DeploymentPatch patch) {
        if (patch.name() != null) {
            deployments.holdNames(user);
        }
        DeploymentStore.Present before = deployments.lock(user, id).orElseThrow(DeploymentService::absent);
        ifMatch.require(before.revision());
        Settings settings = SettingsPatch.applied(patch.settings(), before.settings(), "/settings");
        String name = patch.name() == null ? before.name() : patch.name();
        deployments.named(user, List.of(name)).stream()
                .filter(other -> !other.id().equals(id))
                .findFirst()
                .ifPresent(other -> {
                    throw nameTaken(other.id());
                });
        deployments.update(user, id, name, settings);
        changes.fire(DeploymentsChanged.of(id));
        return read(user, id);
    }

    @Transactional
    DeploymentView pause(String user, UUID id) {
        return changed(user, id, sets.pause(user, List.of(id)));
    }

    @Transactional
    DeploymentView resume(String user, UUID id) {
        return changed(user, id, sets.resume(user, List.of(id)));
    }

    @Transactional
    void delete(String user, UUID id, IfMatch ifMatch) {
        ifMatch.check(deployments
                .lock(user, id)
                .orElseThrow(DeploymentService::absent)
                .revision());
        sets.delete(user, List.of(id));
    }

    private DeploymentView changed(String user, UUID id, ChangedDeployments outcome) {
        if (!outcome.unknown().isEmpty()) {
            throw absent();
        }
        return read(user, id);
    }

    static Problem absent() {
        return Problem.notFound("deployment");
    }

    private static Problem nameTaken(UUID other) {
        return Problem.conflict("name-taken", "Another deployment has this name.")
                .with("existingId", other.toString());
    }
}

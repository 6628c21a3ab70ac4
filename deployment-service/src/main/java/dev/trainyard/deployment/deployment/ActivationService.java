package dev.trainyard.deployment.deployment;

import dev.trainyard.deployment.deployment.ActivationStore.Present;
import dev.trainyard.deployment.deployment.ActivationStore.Target;
import dev.trainyard.deployment.deployment.ActiveDeployment.Canary;
import dev.trainyard.deployment.deployment.CanaryTallies.Tally;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/**
 * The rules of what becomes of a workflow's changes: a version first, and active only when somebody says so. Every change
 * holds the deployment, so that one comes after the other and knows what it changes.
 */
@ApplicationScoped
class ActivationService {

    private final ActivationStore activations;
    private final VersionStore versions;
    private final DeploymentStore deployments;
    private final Drafts drafts;
    private final Event<DeploymentsChanged> changes;
    private final Counter failedCanaries;

    ActivationService(
            ActivationStore activations,
            VersionStore versions,
            DeploymentStore deployments,
            Drafts drafts,
            Event<DeploymentsChanged> changes,
            MeterRegistry metrics) {
        this.activations = activations;
        this.versions = versions;
        this.deployments = deployments;
        this.drafts = drafts;
        this.changes = changes;
        this.failedCanaries = Counter.builder("trainyard.deployment.canary.failures")
                .description("Canaries that were ended because too many of their runs failed")
                .register(metrics);
    }

    /** A version, and whether it is new. */
    record Deployed(VersionSummary version, boolean isNew) {}

    @Transactional
    Deployed deploy(String user, UUID id, VersionDraft draft) {
        UUID workflow = workflowOf(user, id);
        // Before the deployment is held: who deletes a workflow holds it first, too.
        List<Violation> violations = drafts.check(user, List.of(workflow)).get(workflow);
        Present before = held(user, id, draft.expectedVersion());
        if (violations == null || before.workflow() == null) {
            throw workflowDeleted();
        }
        if (!violations.isEmpty()) {
            throw Drafts.invalid(violations);
        }
        var same = versions.ofContent(user, id, workflow);
        int version = same.orElseGet(() -> versions.add(user, id, workflow, draft.note()));
        if (draft.isPromoted() && version != before.activeVersion()) {
            activations.promote(user, id, before, version, promotionOf(version, before), draft.note());
        }
        changes.fire(DeploymentsChanged.of(id));
        return new Deployed(versions.findSummary(user, id, version).orElseThrow(), same.isEmpty());
    }

    /** Makes a version active. One that is active already stays so. */
    @Transactional
    DeploymentView promote(String user, UUID id, PromotionDraft draft) {
        Present before = held(user, id, draft.expectedVersion());
        int version = existing(user, id, draft.version());
        if (version != before.activeVersion()) {
            activations.promote(user, id, before, version, promotionOf(version, before), draft.note());
        }
        return changed(user, id);
    }

    @Transactional
    DeploymentView rollBack(String user, UUID id, RollbackDraft draft) {
        Present before = held(user, id, draft.expectedVersion());
        Target target = activations
                .back(user, id, before.activations())
                .orElseThrow(
                        () -> Problem.conflict("nothing-to-roll-back-to", "No version was active before this one."));
        activations.rollBack(user, id, before, target, draft.note());
        return changed(user, id);
    }

    @Transactional
    DeploymentView setCanary(String user, UUID id, CanaryDraft draft) {
        Present before = held(user, id, null);
        int version = existing(user, id, draft.version());
        if (version == before.activeVersion()) {
            throw Problem.conflict("version-active", "The active version cannot be the canary, too.");
        }
        boolean goesOn = before.canary() != null && before.canary().version() == version;
        activations.setCanary(
                user, id, before, draft, goesOn ? ActivationKind.CANARY_CHANGED : ActivationKind.CANARY_STARTED);
        return changed(user, id);
    }

    @Transactional
    void stopCanary(String user, UUID id) {
        Present before = held(user, id, null);
        if (before.canary() == null) {
            throw Problem.notFound("canary");
        }
        activations.stopCanary(user, id, before, ActivationKind.CANARY_STOPPED, null);
        changed(user, id);
    }

    /** Ends a canary of which too many runs failed, unless it is over or another one by now. */
    @Transactional
    void failCanary(String user, UUID id, Canary canary, Tally tally) {
        activations
                .lock(user, id)
                .filter(before ->
                        before.canary() != null && before.canary().since().equals(canary.since()))
                .ifPresent(before -> {
                    String note = "%d of %d runs failed, of which %d %% may"
                            .formatted(tally.failures(), tally.runs(), canary.maxErrorPercent());
                    activations.stopCanary(user, id, before, ActivationKind.CANARY_FAILED, note);
                    changes.fire(DeploymentsChanged.of(id));
                    failedCanaries.increment();
                });
    }

    Page<ActivationView> list(String user, UUID id, PageQuery page) {
        Page<ActivationView> found = activations.list(user, id, page);
        if (found.items().isEmpty() && deployments.find(user, id).isEmpty()) {
            throw DeploymentService.absent();
        }
        return found;
    }

    private UUID workflowOf(String user, UUID id) {
        UUID workflow = deployments
                .find(user, id)
                .orElseThrow(DeploymentService::absent)
                .workflowId();
        if (workflow == null) {
            throw workflowDeleted();
        }
        return workflow;
    }

    /** @param expectedVersion null when any will do */
    private Present held(String user, UUID id, Integer expectedVersion) {
        Present present = activations.lock(user, id).orElseThrow(DeploymentService::absent);
        if (expectedVersion != null && expectedVersion != present.activeVersion()) {
            throw Problem.conflict(
                            "active-version-changed", "Another version is active than the one that was expected.")
                    .with("activeVersion", present.activeVersion());
        }
        return present;
    }

    private int existing(String user, UUID id, int version) {
        if (!versions.exists(user, id, version)) {
            throw Problem.notFound("version");
        }
        return version;
    }

    private DeploymentView changed(String user, UUID id) {
        changes.fire(DeploymentsChanged.of(id));
        return deployments.find(user, id).orElseThrow();
    }

    private static ActivationKind promotionOf(int version, Present before) {
        return before.canary() != null && before.canary().version() == version
                ? ActivationKind.CANARY_PROMOTED
                : ActivationKind.PROMOTED;
    }

    static Problem workflowDeleted() {
        return Problem.conflict("workflow-deleted", "The workflow of this deployment has been deleted.");
    }
}

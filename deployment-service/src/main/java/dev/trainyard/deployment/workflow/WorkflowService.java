package dev.trainyard.deployment.workflow;

import dev.trainyard.deployment.definition.Definitions;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.kit.version.IfMatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/** The rules of workflows. Every method acts for exactly one user; what needs a name is one transaction. */
@ApplicationScoped
class WorkflowService {

    private final WorkflowStore workflows;
    private final WorkflowNames names;
    private final Definitions definitions;

    WorkflowService(WorkflowStore workflows, WorkflowNames names, Definitions definitions) {
        this.workflows = workflows;
        this.names = names;
        this.definitions = definitions;
    }

    @Transactional
    WorkflowView create(String user, WorkflowDraft draft) {
        check(draft);
        String name = draft.name() == null ? names.untitled(user) : names.chosen(user, draft.name(), null);
        return workflows.insert(user, name, draft.definition());
    }

    @Transactional
    WorkflowView duplicate(String user, UUID id) {
        String name = names.copyOf(user, summary(user, id).name());
        return workflows.copy(user, id, name).orElseThrow(WorkflowService::absent);
    }

    @Transactional
    WorkflowView replace(String user, UUID id, IfMatch ifMatch, WorkflowDraft draft) {
        WorkflowSummary current = summary(user, id);
        ifMatch.require(current.revision());
        check(draft);
        String name = draft.name() == null ? current.name() : names.chosen(user, draft.name(), id);
        return workflows
                .update(user, id, current.revision(), name, draft.definition())
                .orElseThrow(IfMatch::stale);
    }

    Page<WorkflowSummary> list(String user, String partOfName, PageQuery page) {
        return workflows.list(user, partOfName, page);
    }

    WorkflowView read(String user, UUID id) {
        return workflows.find(user, id).orElseThrow(WorkflowService::absent);
    }

    void delete(String user, UUID id, IfMatch ifMatch) {
        long revision = summary(user, id).revision();
        ifMatch.check(revision);
        if (!workflows.delete(user, id, ifMatch.isGiven() ? revision : null)) {
            throw ifMatch.isGiven() ? IfMatch.stale() : absent();
        }
    }

    private void check(WorkflowDraft draft) {
        List<Violation> violations = definitions.violations(draft.definition(), "/definition");
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations);
        }
    }

    private WorkflowSummary summary(String user, UUID id) {
        return workflows.findSummary(user, id).orElseThrow(WorkflowService::absent);
    }

    private static Problem absent() {
        return Problem.notFound("workflow");
    }
}

package dev.trainyard.deployment.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.deployment.definition.Definitions;
import dev.trainyard.deployment.schema.ListQuery;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.kit.version.IfMatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /** Creates a workflow whose definition is at {@code at} in the body. */
    @Transactional
    WorkflowView create(String user, WorkflowDraft draft, String at) {
        require(draft, at);
        String name = draft.name() == null ? names.untitled(user) : names.chosen(user, draft.name(), null);
        return workflows.insert(user, name, draft.definition());
    }

    /** Creates all or none, in order. */
    @Transactional
    List<WorkflowSummary> createAll(String user, List<WorkflowDraft> drafts) {
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < drafts.size() && violations.isEmpty(); i++) {
            violations.addAll(definitions.violations(drafts.get(i).definition(), "/workflows/" + i + "/definition"));
        }
        throwIfAny(violations);
        List<String> free =
                names.ofBatch(user, drafts.stream().map(WorkflowDraft::name).toList());
        return workflows.insertAll(
                user, free, drafts.stream().map(WorkflowDraft::definition).toList());
    }

    @Transactional
    WorkflowView duplicate(String user, UUID id) {
        String name = names.copyOf(user, summary(user, id).name());
        return workflows.copy(user, id, name).orElseThrow(WorkflowService::absent);
    }

    @Transactional
    WorkflowView replace(String user, UUID id, IfMatch ifMatch, WorkflowDraft draft, String at) {
        WorkflowSummary current = summary(user, id);
        ifMatch.require(current.revision());
        require(draft, at);
        String name = draft.name() == null ? current.name() : names.chosen(user, draft.name(), id);
        return workflows
                .update(user, id, current.revision(), name, draft.definition())
                .orElseThrow(IfMatch::stale);
    }

    Page<Map<String, Object>> list(String user, String partOfName, ListQuery query, PageQuery page) {
        return workflows.list(user, partOfName, query, page);
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

    /** What would be said of a definition if it were saved. */
    WorkflowCheck check(ObjectNode definition) {
        return WorkflowCheck.of(definitions.violations(definition, ""));
    }

    private void require(WorkflowDraft draft, String at) {
        throwIfAny(definitions.violations(draft.definition(), at));
    }

    private static void throwIfAny(List<Violation> violations) {
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

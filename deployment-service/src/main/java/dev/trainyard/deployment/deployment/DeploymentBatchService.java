package dev.trainyard.deployment.deployment;

import dev.trainyard.deployment.deployment.CreatedDeployments.Created;
import dev.trainyard.deployment.deployment.CreatedDeployments.Refused;
import dev.trainyard.deployment.deployment.NewDeployments.Added;
import dev.trainyard.deployment.deployment.NewDeployments.Item;
import dev.trainyard.http.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Makes many deployments in one transaction of a few statements, however many they are. One that is refused stops no other. */
@ApplicationScoped
class DeploymentBatchService {

    private final DeploymentStore deployments;
    private final NewDeployments newDeployments;
    private final Drafts drafts;

    DeploymentBatchService(DeploymentStore deployments, NewDeployments newDeployments, Drafts drafts) {
        this.deployments = deployments;
        this.newDeployments = newDeployments;
        this.drafts = drafts;
    }

    @Transactional
    CreatedDeployments create(String user, DeploymentBatch batch) {
        List<Item> items = items(batch.deployments());
        deployments.holdNames(user);
        Map<UUID, List<Violation>> checked =
                drafts.check(user, items.stream().map(Item::workflow).distinct().toList());
        List<Refused> refused = new ArrayList<>();
        List<Item> good = new ArrayList<>();
        for (Item item : items) {
            List<Violation> violations = checked.get(item.workflow());
            if (violations == null) {
                refused.add(new Refused(item.place(), "not-found", null, null));
            } else if (violations.isEmpty()) {
                good.add(item);
            } else {
                refused.add(new Refused(item.place(), "draft-invalid", null, Drafts.places(violations)));
            }
        }
        List<Added> added = newDeployments.add(user, good);
        refused.addAll(
                taken(user, added.stream().filter(one -> one.id() == null).toList()));
        refused.sort(Comparator.comparingInt(Refused::place));
        return new CreatedDeployments(
                added.stream()
                        .filter(one -> one.id() != null)
                        .map(one -> new Created(one.place(), one.id(), one.name()))
                        .toList(),
                refused);
    }

    private static List<Item> items(List<DeploymentDraft> drafts) {
        List<Item> items = new ArrayList<>(drafts.size());
        for (int place = 0; place < drafts.size(); place++) {
            DeploymentDraft draft = drafts.get(place);
            Settings settings =
                    SettingsPatch.applied(draft.settings(), Settings.DEFAULT, "/deployments/" + place + "/settings");
            items.add(new Item(place, draft.workflowId(), draft.name(), draft.note(), settings));
        }
        return items;
    }

    private List<Refused> taken(String user, List<Added> unnamed) {
        if (unnamed.isEmpty()) {
            return List.of();
        }
        Map<String, UUID> owners =
                deployments
                        .named(
                                user,
                                unnamed.stream().map(Added::name).distinct().toList())
                        .stream()
                        .collect(Collectors.toMap(DeploymentStore.Named::name, DeploymentStore.Named::id));
        return unnamed.stream()
                .map(one -> new Refused(one.place(), "name-taken", owners.get(one.name()), null))
                .toList();
    }
}

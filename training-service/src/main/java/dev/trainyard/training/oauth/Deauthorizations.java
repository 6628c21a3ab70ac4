package dev.trainyard.training.oauth;

import dev.trainyard.training.token.TokenReference;
import dev.trainyard.training.tokenaudit.Actor;
import dev.trainyard.training.tokenaudit.AuditEntry;
import dev.trainyard.training.tokenaudit.AuditOperation;
import dev.trainyard.training.tokenaudit.AuditOutcome;
import dev.trainyard.training.tokenaudit.TokenAudit;
import dev.trainyard.training.webhook.ProviderDeauthorized;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** Leaves tokens alone that are dead because their users have withdrawn them at the provider. */
@ApplicationScoped
class Deauthorizations {

    private final RefreshStore store;
    private final TokenAudit audit;

    Deauthorizations(RefreshStore store, TokenAudit audit) {
        this.store = store;
        this.audit = audit;
    }

    /** In the transaction of the event, so that it comes again if this fails. */
    void note(@Observes ProviderDeauthorized event) {
        if (store.deauthorize(new TokenReference(event.user(), event.provider()), event.at())) {
            audit.append(
                    Actor.job("webhook"),
                    List.of(new AuditEntry(
                            event.user(), event.provider(), AuditOperation.DEAUTHORIZE, AuditOutcome.SUCCESS, null)));
        }
    }
}

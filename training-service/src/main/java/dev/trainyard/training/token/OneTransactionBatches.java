package dev.trainyard.training.token;

import dev.trainyard.training.tokenaudit.Actor;
import dev.trainyard.training.tokenaudit.AuditOperation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Two statements for all tokens together: one for them, one for their audit. */
@ApplicationScoped
class OneTransactionBatches implements TokenBatches {

    private final TokenVault vault;

    OneTransactionBatches(TokenVault vault) {
        this.vault = vault;
    }

    @Override
    public void save(List<TokenSave> saves, Actor actor) {
        vault.save(saves, AuditOperation.BATCH_SAVE, actor);
    }

    @Override
    public List<LoadedToken> load(List<TokenReference> wanted, Actor actor) {
        return vault.load(wanted, AuditOperation.BATCH_LOAD, actor);
    }
}

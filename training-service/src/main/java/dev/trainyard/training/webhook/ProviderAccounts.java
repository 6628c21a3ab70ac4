package dev.trainyard.training.webhook;

import jakarta.enterprise.context.ApplicationScoped;

/** Lets other features say who a user is with a provider, when the provider itself has told them. */
@ApplicationScoped
public class ProviderAccounts {

    private final AccountStore accounts;

    ProviderAccounts(AccountStore accounts) {
        this.accounts = accounts;
    }

    /** From now on {@code owner}'s events are about {@code user}; takes part in the caller's transaction. */
    public void link(String user, String provider, String owner) {
        accounts.link(user, provider, owner);
    }
}

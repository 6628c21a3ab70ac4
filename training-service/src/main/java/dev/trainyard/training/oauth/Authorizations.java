package dev.trainyard.training.oauth;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.training.oauth.AuthorizationStore.Begun;
import dev.trainyard.training.token.TokenDraft;
import dev.trainyard.training.token.TokenVault;
import dev.trainyard.training.tokenaudit.Actor;
import dev.trainyard.training.tokenaudit.AuditEntry;
import dev.trainyard.training.tokenaudit.AuditOperation;
import dev.trainyard.training.tokenaudit.AuditOutcome;
import dev.trainyard.training.tokenaudit.TokenAudit;
import dev.trainyard.training.webhook.ProviderAccounts;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The authorization-code flow (RFC 6749, 4.1), with a state that is good once and for its user, and with PKCE. */
@ApplicationScoped
class Authorizations {

    private final List<URI> redirectUris;
    private final AuthorizationStore store;
    private final Budgets budgets;
    private final TokenEndpoint endpoint;
    private final TokenVault vault;
    private final TokenAudit audit;
    private final ProviderAccounts accounts;
    private final SecureRandom random = new SecureRandom();

    Authorizations(
            OAuthConfig config,
            AuthorizationStore store,
            Budgets budgets,
            TokenEndpoint endpoint,
            TokenVault vault,
            TokenAudit audit,
            ProviderAccounts accounts) {
        this.redirectUris = config.redirectUris().orElse(List.of());
        this.store = store;
        this.budgets = budgets;
        this.endpoint = endpoint;
        this.vault = vault;
        this.audit = audit;
        this.accounts = accounts;
    }

    /**
     * Begins.
     *
     * @throws Problem 400 {@code invalid-input} when the provider may not send users back there
     */
    AuthorizationView begin(String user, Provider provider, String redirectUri) {
        URI back = redirectUris.stream()
                .filter(allowed -> allowed.toString().equals(redirectUri))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(
                        Violation.inBody("/redirectUri", "must be one of those that the operator has configured")));
        State state = State.random(random);
        byte[] verifierKey = State.randomKey(random);
        Instant expiresAt = store.add(user, provider.name(), state.hash(), verifierKey, back);

        Map<String, String> query = new LinkedHashMap<>(provider.authorizationParameters());
        query.put("response_type", "code");
        query.put("client_id", provider.clientId());
        query.put("redirect_uri", redirectUri);
        if (!provider.scope().isEmpty()) {
            query.put("scope", provider.scope());
        }
        query.put("state", state.text());
        if (provider.pkce()) {
            query.put("code_challenge", State.challenge(state.verifier(verifierKey)));
            query.put("code_challenge_method", "S256");
        }
        return new AuthorizationView(url(provider.authorizationUrl(), query), expiresAt);
    }

    /**
     * Finishes: the state is used up by it, whatever comes of it.
     *
     * @throws Problem 400 {@code unknown-state} for somebody else's, a used one and one that is too old, which look the
     *     same; 400 {@code code-refused}; 502 {@code provider-refused}; 503 {@code provider-unavailable} or {@code
     *     provider-busy}
     */
    ProviderView finish(String user, Provider provider, CallbackDraft draft, Actor actor) {
        State state = new State(draft.state());
        Begun begun = store.take(user, provider.name(), state.hash())
                .orElseThrow(() -> Problem.badRequest(
                        "unknown-state", "This state was never given to you, was used, or is too old. Begin again."));
        Optional<Duration> wait = budgets.take(provider, Urgency.INTERACTIVE);
        if (wait.isPresent()) {
            throw Refusals.busy(wait.get());
        }
        String verifier = provider.pkce() ? state.verifier(begun.verifierKey().array()) : null;
        Grant grant =
                switch (endpoint.exchange(provider, draft.code(), begun.redirectUri(), verifier)) {
                    case Answer.Granted granted -> granted.grant();
                    case Answer.Gone gone ->
                        throw audited(
                                Problem.badRequest(
                                        "code-refused", "The provider does not take this code. Begin again."),
                                user,
                                provider,
                                AuditOutcome.PROVIDER_REFUSED,
                                gone.code(),
                                actor);
                    case Answer.Refused refused ->
                        throw audited(
                                Refusals.refused(refused.code()),
                                user,
                                provider,
                                AuditOutcome.PROVIDER_REFUSED,
                                refused.code(),
                                actor);
                    case Answer.Unavailable unavailable ->
                        throw audited(
                                Refusals.unavailable(unavailable.code(), unavailable.retryAfter()),
                                user,
                                provider,
                                AuditOutcome.PROVIDER_UNAVAILABLE,
                                unavailable.code(),
                                actor);
                    case Answer.Throttled throttled -> {
                        budgets.pause(provider, throttled.retryAfter());
                        throw audited(
                                Refusals.busy(throttled.retryAfter()),
                                user,
                                provider,
                                AuditOutcome.PROVIDER_UNAVAILABLE,
                                "status-429",
                                actor);
                    }
                };
        List<String> scopes = grant.scopes() == null
                ? TokenAnswers.scopes(draft.scope() == null ? provider.scope() : draft.scope())
                : grant.scopes();
        vault.save(
                user,
                provider.name(),
                new TokenDraft(grant.accessToken(), grant.refreshToken(), grant.expiresAt(), scopes, "authorized"),
                actor);
        if (grant.account() != null) {
            accounts.link(user, provider.name(), grant.account());
        }
        return new ProviderView(provider.name(), true, true, false, grant.expiresAt());
    }

    private Problem audited(
            Problem problem, String user, Provider provider, AuditOutcome outcome, String providerCode, Actor actor) {
        audit.appendAfter(
                problem,
                actor,
                List.of(new AuditEntry(user, provider.name(), AuditOperation.AUTHORIZE, outcome, providerCode)));
        return problem;
    }

    private static String url(URI base, Map<String, String> query) {
        String joined = query.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return base + (base.getRawQuery() == null ? "?" : "&") + joined;
    }

    /** With %20 for a blank, which a form writes as a plus: not every provider reads that in a URL. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

package dev.trainyard.training.webhook;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.identity.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of who the caller is with providers. */
@Path("/api/v1/activities/accounts")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Activity webhooks")
public class AccountResource {

    private static final String NOUN = "account";

    private final Caller caller;
    private final Providers providers;
    private final AccountStore accounts;

    AccountResource(Caller caller, Providers providers, AccountStore accounts) {
        this.caller = caller;
        this.providers = providers;
        this.accounts = accounts;
    }

    record AllAccounts(List<AccountView> items) {}

    @GET
    @Operation(summary = "Who the caller is with providers")
    @APIResponse(responseCode = "200", description = "One for each provider at most")
    public AllAccounts list() {
        return new AllAccounts(accounts.list(caller.id()));
    }

    @GET
    @Path("/{provider}")
    @Operation(summary = "Who the caller is with a provider")
    @APIResponse(responseCode = "200", description = "The account")
    @APIResponse(responseCode = "404", description = "not-found")
    public AccountView read(@PathParam("provider") String provider) {
        return accounts.find(caller.id(), provider).orElseThrow(() -> Problem.notFound(NOUN));
    }

    @PUT
    @Path("/{provider}")
    @Operation(
            summary = "Say who the caller is with a provider",
            description = "From then on webhooks about this owner are about the caller's activities.")
    @APIResponse(responseCode = "200", description = "The account")
    @APIResponse(responseCode = "400", description = "invalid-input")
    @APIResponse(responseCode = "404", description = "not-found: no webhooks of such a provider are taken here")
    public AccountView link(@PathParam("provider") String provider, @NotNull @Valid AccountDraft draft) {
        if (!providers.has(provider)) {
            throw Problem.notFound("provider");
        }
        return accounts.link(caller.id(), provider, draft.ownerId());
    }

    @DELETE
    @Path("/{provider}")
    @Operation(summary = "Forget who the caller is with a provider", description = "The activities stay.")
    @APIResponse(responseCode = "204", description = "It is forgotten")
    @APIResponse(responseCode = "404", description = "not-found")
    public void unlink(@PathParam("provider") String provider) {
        if (!accounts.unlink(caller.id(), provider)) {
            throw Problem.notFound(NOUN);
        }
    }
}

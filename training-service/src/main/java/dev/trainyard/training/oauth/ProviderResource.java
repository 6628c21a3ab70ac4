package dev.trainyard.training.oauth;

import dev.trainyard.kit.identity.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of the providers; there are as many as the configuration has. */
@Path("/api/v1/tokens/providers")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Providers", description = "Connecting Strava, WHOOP and others by OAuth 2, and keeping the tokens fresh")
public class ProviderResource {

    private final Caller caller;
    private final Providers providers;
    private final RefreshStore store;

    ProviderResource(Caller caller, Providers providers, RefreshStore store) {
        this.caller = caller;
        this.providers = providers;
        this.store = store;
    }

    /** What there is, in an object so that more can be said one day. */
    record ProviderList(List<ProviderView> items) {}

    @GET
    @Operation(summary = "The providers, and which of them the caller has connected")
    @APIResponse(responseCode = "200", description = "All of them, by name")
    public ProviderList list() {
        Map<String, Standing> connected = store.findAll(caller.id());
        return new ProviderList(providers.names().stream()
                .map(name -> view(name, connected.get(name)))
                .toList());
    }

    private ProviderView view(String name, Standing standing) {
        return new ProviderView(
                name,
                providers.isConfigured(name),
                standing != null,
                standing != null && standing.failure() == Failure.REAUTHORIZATION_REQUIRED,
                standing == null ? null : standing.expiresAt());
    }
}

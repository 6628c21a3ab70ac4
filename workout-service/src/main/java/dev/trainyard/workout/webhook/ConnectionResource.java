package dev.trainyard.workout.webhook;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/**
 * HTTP surface of connections. What shows a secret is not idempotent by key, since the answer would be remembered as it
 * is, and the secret with it.
 */
@Path("/api/v1/recovery/connections")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Recovery connections")
public class ConnectionResource {

    private static final String NOUN = "connection";

    private final Caller caller;
    private final Connections connections;
    private final ConnectionStore store;
    private final EventStore events;

    ConnectionResource(Caller caller, Connections connections, ConnectionStore store, EventStore events) {
        this.caller = caller;
        this.connections = connections;
        this.store = store;
        this.events = events;
    }

    @POST
    @Operation(summary = "Make a connection", description = "The secret is shown in this answer and never again.")
    @APIResponseSchema(value = NewSecret.class, responseCode = "201", responseDescription = "Its address and secret")
    @APIResponse(responseCode = "400", description = "invalid-input")
    @APIResponse(responseCode = "503", description = "not-configured: the service has no key to keep secrets with")
    public RestResponse<NewSecret> create(@NotNull @Valid ConnectionDraft draft) {
        NewSecret made = connections.create(caller.id(), draft.name());
        return ResponseBuilder.create(Status.CREATED, made)
                .location(URI.create("/api/v1/recovery/connections/" + made.id()))
                .header("Cache-Control", "no-store")
                .build();
    }

    @GET
    @Operation(summary = "The caller's connections")
    @APIResponse(responseCode = "200", description = "A page of connections")
    public Page<ConnectionView> list(@BeanParam PageQuery page) {
        return store.list(caller.id(), page);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "A connection")
    @APIResponse(responseCode = "200", description = "The connection")
    @APIResponse(responseCode = "404", description = "not-found")
    public ConnectionView read(UUID id) {
        return store.find(caller.id(), id).orElseThrow(() -> Problem.notFound(NOUN));
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            summary = "Remove a connection with its events",
            description = "What it brought stays. Its address is then like any that never was.")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", description = "not-found")
    public void delete(UUID id) {
        if (!store.delete(caller.id(), id)) {
            throw Problem.notFound(NOUN);
        }
    }

    @POST
    @Path("/{id}/secret")
    // There is no body, and so no type of one.
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Replace a connection's secret",
            description =
                    "The new one is shown in this answer and never again; the old one is good for nothing from now on.")
    @APIResponse(responseCode = "200", description = "The new secret")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "503", description = "not-configured")
    public RestResponse<NewSecret> rotate(UUID id) {
        return ResponseBuilder.ok(connections.rotate(caller.id(), id))
                .header("Cache-Control", "no-store")
                .build();
    }

    @GET
    @Path("/{id}/events")
    @Operation(summary = "What came in for a connection, newest first", description = "Kept for thirty days.")
    @APIResponse(responseCode = "200", description = "A page of events")
    @APIResponse(responseCode = "404", description = "not-found")
    public Page<EventView> events(UUID id, @BeanParam PageQuery page) {
        read(id);
        return events.list(caller.id(), id, page);
    }
}

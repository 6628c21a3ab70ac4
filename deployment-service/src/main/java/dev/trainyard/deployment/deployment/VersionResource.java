package dev.trainyard.deployment.deployment;

import dev.trainyard.deployment.definition.DefinitionYaml;
import dev.trainyard.kit.idempotency.Idempotent;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/** HTTP surface of a deployment's versions. */
@Path("/api/v1/deployments/{id}/versions")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Deployments")
class VersionResource {

    private final Caller caller;
    private final ActivationService activations;
    private final VersionService versions;

    VersionResource(Caller caller, ActivationService activations, VersionService versions) {
        this.caller = caller;
        this.activations = activations;
        this.versions = versions;
    }

    @POST
    @Idempotent
    @Operation(
            summary = "Deploy the workflow as it is now as a version",
            description = "It becomes active only when that is said, here or by promote.")
    @APIResponse(
            responseCode = "201",
            description = "There is a new version",
            content = @Content(schema = @Schema(implementation = VersionSummary.class)))
    @APIResponse(
            responseCode = "200",
            description = "There is a version of this content already: that one",
            content = @Content(schema = @Schema(implementation = VersionSummary.class)))
    @APIResponse(
            responseCode = "409",
            description = "active-version-changed: another version is active, activeVersion;"
                    + " draft-invalid: violations say why; workflow-deleted")
    public RestResponse<VersionSummary> deploy(UUID id, @NotNull @Valid VersionDraft draft) {
        ActivationService.Deployed deployed = activations.deploy(caller.id(), id, draft);
        VersionSummary version = deployed.version();
        return ResponseBuilder.create(deployed.isNew() ? Status.CREATED : Status.OK, version)
                .location(URI.create("/api/v1/deployments/" + id + "/versions/" + version.version()))
                .build();
    }

    @GET
    @Operation(summary = "List versions, newest first, without their definitions")
    public Page<VersionSummary> list(UUID id, @BeanParam PageQuery page) {
        return versions.list(caller.id(), id, page);
    }

    @GET
    @Path("/{version: [1-9][0-9]{0,8}}")
    @Operation(summary = "Read a version", description = "Accept: application/yaml gets the definition alone, as YAML.")
    public VersionView read(UUID id, int version) {
        return versions.read(caller.id(), id, version);
    }

    @GET
    @Path("/{version: [1-9][0-9]{0,8}}")
    @Produces(DefinitionYaml.MEDIA_TYPE + ";qs=0.5")
    @Operation(hidden = true)
    public String readAsYaml(UUID id, int version) {
        return versions.readYaml(caller.id(), id, version);
    }
}

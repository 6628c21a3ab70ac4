package dev.trainyard.deployment.deployment;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Deployments to be made. */
@Schema(examples = "{\"deployments\": [" + DeploymentDraft.EXAMPLE + "]}")
record DeploymentBatch(@NotNull @Size(min = 1, max = 1_000) List<@NotNull @Valid DeploymentDraft> deployments) {}

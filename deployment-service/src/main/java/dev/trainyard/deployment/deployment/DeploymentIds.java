package dev.trainyard.deployment.deployment;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Deployments that are meant. */
@Schema(examples = """
        {"ids": ["019aa7e4-5b1c-7c3a-9f53-0f4f3d0f5a11", "019aa7e4-5b1d-7d10-8a11-6a3b0f4f3d0f"]}
        """)
record DeploymentIds(@NotNull @Size(min = 1, max = 1_000) List<@NotNull UUID> ids) {}

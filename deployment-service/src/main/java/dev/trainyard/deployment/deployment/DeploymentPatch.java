package dev.trainyard.deployment.deployment;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a client changes of a deployment; what is absent stays. */
@Schema(examples = """
        {"name": "Greeting", "settings": {"keptLogs": 200, "pauseAfterFailures": 5, "maxConcurrent": null}}
        """)
record DeploymentPatch(
        @Size(max = 120) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank") @Schema(pattern = "\\S")
        String name,

        @Valid SettingsPatch settings) {}

package dev.trainyard.deployment.deployment;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A deployment to be made of a workflow as it is now. */
@Schema(examples = DeploymentDraft.EXAMPLE)
record DeploymentDraft(
        @NotNull UUID workflowId,

        @Size(max = 120)
        @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        @Schema(pattern = "\\S", description = "Unsaid: the workflow's")
        String name,

        @Size(max = 500) @Schema(description = "Of its first version")
        String note,

        @Valid SettingsPatch settings) {

    static final String EXAMPLE = """
            {"workflowId": "019aa7e4-5b1c-7c3a-9f53-0f4f3d0f5a11", "name": "Greeting", "note": "First try",
             "settings": {"maxDuration": "PT1H", "maxConcurrent": 20, "whenFull": "queue", "redactedPaths": ["/password"]}}
            """;
}

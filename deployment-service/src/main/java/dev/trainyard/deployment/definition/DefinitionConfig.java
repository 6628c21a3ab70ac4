package dev.trainyard.deployment.definition;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** How definitions are kept ready. */
@ConfigMapping(prefix = "trainyard.definition")
public interface DefinitionConfig {

    /** How long all definitions together may be, as JSON, that are kept ready to be run. */
    @WithDefault("10000000")
    @Min(0)
    long rememberedCharacters();
}

package dev.trainyard.deployment.expression;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** What one evaluation of an expression, or of a template with all its expressions, may cost. */
@ConfigMapping(prefix = "trainyard.expression")
public interface ExpressionConfig {

    /** How long it may take. */
    @WithDefault("PT0.25S")
    @DurationMin(millis = 1)
    Duration timeLimit();

    /** How much work it may be, in steps of some ten nanoseconds: the limit that does not depend on how busy the machine is. */
    @WithDefault("10000000")
    @Min(1)
    long maxSteps();

    /** How much it may build on its way, together with what it throws away again; estimated. */
    @WithDefault("64M")
    MemorySize maxMemory();

    /** How large its result may be as JSON. */
    @WithDefault("1M")
    MemorySize maxResult();

    /** How deeply its result may be nested. */
    @WithDefault("200")
    @Min(1)
    @Max(1000)
    int maxNesting();

    /** How deeply calls and values may be nested while it is evaluated: a kilobyte of stack each at the worst. */
    @WithDefault("500")
    @Min(10)
    @Max(1000)
    int maxDepth();
}

package dev.trainyard.deployment.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;

/**
 * What a deployment says of its runs; the columns of table deployment.
 *
 * @param maxDuration ends a run with a timeout
 * @param steps which steps are logged
 * @param maxLoggedBytes of each payload in the log; what is longer is cut and marked
 * @param redactedPaths JSON pointers, {@code *} for any member or element; what they point to is not logged
 */
public record RunSettings(Duration maxDuration, LoggedSteps steps, int maxLoggedBytes, List<String> redactedPaths) {

    /** Which steps are logged. */
    public enum LoggedSteps {
        @JsonProperty("all")
        ALL,
        @JsonProperty("faulted")
        FAULTED,
        @JsonProperty("none")
        NONE
    }
}

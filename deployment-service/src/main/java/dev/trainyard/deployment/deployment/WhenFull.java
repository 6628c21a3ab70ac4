package dev.trainyard.deployment.deployment;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of an invocation when its deployment runs as many as it may. */
public enum WhenFull {
    @JsonProperty("reject")
    REJECT,
    @JsonProperty("queue")
    QUEUE
}

package dev.trainyard.deployment.deployment;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What changed which versions get invocations. Public since OpenAPI reads the names by reflection. */
public enum ActivationKind {
    @JsonProperty("created")
    CREATED,
    @JsonProperty("promoted")
    PROMOTED,
    @JsonProperty("rolled-back")
    ROLLED_BACK,
    @JsonProperty("canary-started")
    CANARY_STARTED,
    @JsonProperty("canary-changed")
    CANARY_CHANGED,
    @JsonProperty("canary-stopped")
    CANARY_STOPPED,
    @JsonProperty("canary-promoted")
    CANARY_PROMOTED,
    /** By the service itself: too many of its runs failed. */
    @JsonProperty("canary-failed")
    CANARY_FAILED
}

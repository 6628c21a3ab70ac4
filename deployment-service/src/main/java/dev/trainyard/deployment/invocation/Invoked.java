package dev.trainyard.deployment.invocation;

/**
 * What came of a request.
 *
 * @param isRepeated whether the run is that of an earlier request with the same key
 */
public record Invoked(InvocationView invocation, boolean isRepeated) {}

package dev.trainyard.gateway.service;

/** A probe found {@code endpoint} of {@code service} to be otherwise than before. */
public record EndpointProbed(Service service, Endpoint endpoint, boolean ready) {}

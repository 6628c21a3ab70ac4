package dev.trainyard.gateway.status;

import dev.trainyard.gateway.service.Service;

/** A service became ready, for the first time or again. */
public record ServiceCameUp(Service service) {}

package dev.trainyard.gateway.route;

import dev.trainyard.gateway.service.Service;

/** The paths at and below {@code prefix} belong to {@code service}. */
public record Route(String prefix, Service service) {}

package dev.trainyard.gateway.service;

/**
 * One place where a service can be had; in Kubernetes it stands for all pods of it.
 *
 * @param api where it serves its API
 * @param management where it serves probes and its OpenAPI document
 */
public record Endpoint(ServiceAddress api, ServiceAddress management) {}

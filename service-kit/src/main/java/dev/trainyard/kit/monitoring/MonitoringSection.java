package dev.trainyard.kit.monitoring;

import io.vertx.core.json.JsonObject;

/**
 * A part of {@code /monitoring/stats} that only one service has: a bean that implements it is shown. Asked by an event loop, so
 * that it answers from memory.
 */
public interface MonitoringSection {

    /** Its name in the answer, in snake case, as operators' dashboards have it. */
    String name();

    /** How it stands right now. */
    JsonObject figures();
}

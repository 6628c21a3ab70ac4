package dev.trainyard.deployment.engine;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A variable that a task gives to those within it.
 *
 * @param outer those that surround it; null for none
 */
record Scope(Scope outer, String name, JsonNode value) {}

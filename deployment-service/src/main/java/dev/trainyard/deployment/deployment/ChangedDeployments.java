package dev.trainyard.deployment.deployment;

import java.util.List;
import java.util.UUID;

/**
 * What became of many deployments at once.
 *
 * @param changed those that were not so before
 * @param unchanged those that were so already
 * @param unknown those that the user has not
 */
record ChangedDeployments(List<UUID> changed, List<UUID> unchanged, List<UUID> unknown) {}

package dev.trainyard.training.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * Who a user is with a provider.
 *
 * @param ownerId the provider's id of the user
 * @param deauthorizedAt when the user withdrew the permission at the provider, null while it holds
 */
@JsonInclude
record AccountView(String provider, String ownerId, Instant linkedAt, Instant deauthorizedAt) {}

package dev.trainyard.training.oauth;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * A provider, and how the caller stands with it.
 *
 * @param configured whether it can be connected: the installation has a client id and a secret for it
 * @param connected whether there is a token of it
 * @param reauthorizationRequired whether only the user can get another one: connect it again
 * @param expiresAt of the access token; null without one, or when the provider did not say
 */
@JsonInclude
record ProviderView(
        String name, boolean configured, boolean connected, boolean reauthorizationRequired, Instant expiresAt) {}

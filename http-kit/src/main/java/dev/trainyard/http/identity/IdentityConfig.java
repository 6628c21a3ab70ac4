package dev.trainyard.http.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.Optional;

/** Whose tokens are believed. The first three have no default: unconfigured, a service refuses to start. */
@ConfigMapping(prefix = "trainyard.identity")
public interface IdentityConfig {

    /** The {@code iss} that a token must carry. */
    @NotBlank
    String issuer();

    /** The {@code aud} that a token must contain. */
    @NotBlank
    String audience();

    /** Where the issuer's JSON Web Key Set is: an https or file location. */
    @NotBlank
    String jwks();

    /** A PEM file with the certificate of the authority that the issuer's own is by, where it is none that everybody knows. */
    Optional<String> trustedCertificates();

    /** The one signature algorithm that is accepted: a token does not choose how it is checked. */
    @WithDefault("RS256")
    String algorithm();

    /** How many checked tokens are remembered, at most. */
    @WithDefault("10000")
    @Min(1)
    int rememberedTokens();

    /** How long a checked token is believed without a new check: as long as a withdrawn key may still be good. */
    @WithDefault("PT1M")
    Duration rememberedFor();

    /** How old the issuer's keys may get before they are fetched again: as long as a withdrawn one may still be good. */
    @WithDefault("PT5M")
    Duration keysRefreshedAfter();

    /** A token of an unknown key has the keys fetched again, but not more often than this, whatever strangers send. */
    @WithDefault("PT10S")
    Duration unknownKeysLookedUpAfter();
}

package dev.trainyard.kit.outward;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What calls to addresses that users give may reach, and how much they may take. */
@ConfigMapping(prefix = "trainyard.calls")
public interface OutwardConfig {

    /**
     * Addresses that may be called though they are not public, as {@code 10.1.0.0/16} or {@code fd00:1::/64} or one
     * address; none by default. Whoever may give an address can then reach everything there.
     */
    Optional<List<String>> allowedAddresses();

    /** Ports that may be called, each a number or {@code from-to}. */
    @WithDefault("80,443,1024-65535")
    List<String> allowedPorts();

    /** Ports that may not, even so. */
    @WithDefault("2049,3306,5432,6000-6063,6379,11211,27017")
    List<String> deniedPorts();

    /**
     * PEM files of authorities that are trusted instead of those that Java trusts, for a company's own.
     */
    Optional<List<String>> trustedCertificates();

    /** How long a connection may take to be made, to each of at most three addresses of a name. */
    @WithDefault("PT3S")
    Duration connectTimeout();

    /** The most bytes of an answer's body, both as it comes and decompressed. */
    @WithDefault("1048576")
    @Min(0)
    @Max(64 << 20)
    int maxResponseBytes();

    /** The most bytes of an answer's headers. */
    @WithDefault("16384")
    @Min(1024)
    @Max(1 << 20)
    int maxResponseHeaderBytes();

    /** The most calls at once of this replica. */
    @WithDefault("200")
    @Min(1)
    int maxConcurrent();
}

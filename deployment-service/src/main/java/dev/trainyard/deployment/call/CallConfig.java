package dev.trainyard.deployment.call;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What calls of runs may reach, and how much they may take. */
@ConfigMapping(prefix = "trainyard.calls")
public interface CallConfig {

    /**
     * Addresses that may be called though they are not public, as {@code 10.1.0.0/16} or {@code fd00:1::/64} or one
     * address; none by default. Whoever drafts a workflow can then reach everything there.
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

    /** How long a call may take in all: waiting for its turn, the name's address, redirects and the last byte. */
    @WithDefault("PT30S")
    Duration timeout();

    /** The most bytes of a request's body. */
    @WithDefault("1048576")
    @Min(0)
    @Max(64 << 20)
    int maxRequestBytes();

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

    /** The most redirects of a call. */
    @WithDefault("5")
    @Min(0)
    @Max(20)
    int maxRedirects();

    /** The most calls at once of this replica. */
    @WithDefault("200")
    @Min(1)
    int maxConcurrent();

    /** The most calls at once of a user, on this replica. */
    @WithDefault("20")
    @Min(1)
    int maxConcurrentPerUser();

    /** The most calls at once to a host, whoever calls, from this replica. */
    @WithDefault("20")
    @Min(1)
    int maxConcurrentPerHost();

    /** How long a call waits for its turn when there are too many. */
    @WithDefault("PT2S")
    Duration patience();
}

package dev.trainyard.gateway.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** How much one client may ask for. Each limit is written {@code 1000/10S}, or {@code off}. */
@ConfigMapping(prefix = "trainyard.gateway.limits")
public interface LimitsConfig {

    /**
     * What an address may ask for before it is known who asks; of IPv6, a network of 64 bits, which is what one customer
     * gets. Twenty a second are more than an app's sign-in, a page of documents or a sender of webhooks needs, and the
     * start of a whole school behind one address fits into what may come at once.
     */
    @WithDefault("600/30S")
    @WithConverter(LimitConverter.class)
    Limit address();

    /**
     * What a token or key that is not good costs an address, counted in requests: who guesses is down to one guess a
     * second, while an app that sends a few requests with an expired token is not shut out.
     */
    @WithDefault("20")
    @Min(1)
    int badCredentials();

    /**
     * What a user may ask for, from wherever. An app that was off-line sends some hundred sets at once; a hundred a second
     * for long is two per cent of what one machine does, and no app's doing.
     */
    @WithDefault("1000/10S")
    @WithConverter(LimitConverter.class)
    Limit user();

    /** What an API key may be used for: as much as a user. */
    @WithDefault("1000/10S")
    @WithConverter(LimitConverter.class)
    Limit key();

    /** Further limits by path prefix, for whoever asks: for what costs much. */
    Map<
                    @Pattern(regexp = "(/[A-Za-z0-9_~:-]+)+", message = "must be a path like /api/v1/things") String,
                    @WithConverter(LimitConverter.class) Limit>
            routes();

    /**
     * How many clients of each kind are remembered, of those who have asked for something so lately that it counts: some
     * 500 bytes each. While there are more, newcomers begin with a tenth of their limit.
     */
    @WithDefault("50000")
    @Min(1)
    int maxClients();

    /** Where replicas share what their clients have used; without it each counts for itself. */
    Optional<Store> shared();

    /** The database for what is shared. */
    Database database();

    /** What can hold what is shared. */
    enum Store {
        POSTGRESQL
    }

    /** A PostgreSQL, for what is shared. Its user owns a schema, in which the gateway makes one table. */
    interface Database {

        /** Where it is, as a JDBC URL. */
        Optional<String> url();

        /** Who logs in. */
        Optional<String> user();

        /** With which password. */
        Optional<String> password();
    }

    /**
     * How many connections one address may hold; 0 for any number. A fifth of all that there may be: enough for many
     * people behind one address, and no single one can take the others' place. Trusted proxies hold as many as they like.
     */
    @WithDefault("2000")
    @Min(0)
    int connectionsPerAddress();

    /** How long the head of a request may take from its first byte, and a new connection to send one. */
    @WithDefault("PT10S")
    @DurationMin(millis = 1)
    Duration headTimeout();

    /**
     * How many bytes a second the body of a request must bring, on average over ten seconds; 0 for any speed. Slower than
     * any network that people use: only who wants to hold a place for long sends that slowly.
     */
    @WithDefault("240")
    @Min(0)
    int minBodyRate();
}

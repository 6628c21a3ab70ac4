package dev.trainyard.kit.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * Where the database is. Host, port and name are separate since replacing a whole JDBC URL loses what the service needs
 * in it; the passwords have no default.
 */
@ConfigMapping(prefix = "trainyard.database")
public interface DatabaseConfig {

    @NotBlank
    String host();

    @WithDefault("5432")
    @Min(1)
    @Max(65535)
    int port();

    /** PostgreSQL itself, where {@link #host()} is a pooler: for what needs a session of its own. */
    @WithDefault("${trainyard.database.host}")
    @NotBlank
    String directHost();

    @WithDefault("${trainyard.database.port:5432}")
    @Min(1)
    @Max(65535)
    int directPort();

    @WithDefault("trainyard")
    @NotBlank
    String name();

    /** The service's schema; its roles are {@code <schema>_owner} and {@code <schema>_app}. Set by the service. */
    @NotBlank
    String schema();

    /** Of the role that the service works with. */
    @NotBlank
    String appPassword();

    /** Of the role that runs the migrations; needed where {@link #migrate()} is on. */
    Optional<String> ownerPassword();

    /** Whether the service migrates its schema when it starts; off where a job does it. */
    @WithDefault("true")
    boolean migrate();

    /** From which use on the driver prepares a statement on the server; 0 for never. */
    @WithDefault("3")
    @PositiveOrZero
    int prepareThreshold();

    /** The most connections that one replica of the service may hold. */
    @WithDefault("10")
    @Min(2)
    int maxConnections();

    /** For how long any number of requests may wait, for a connection or a processor: bursts are worked off, not refused. */
    @WithDefault("PT1S")
    @DurationMin(millis = 0)
    Duration burst();

    /**
     * How long a request may expect to wait for one of them once others have waited all the time for longer than
     * {@link #burst()}; one more is answered 503 at once, so that those who are let in are answered in time.
     */
    @WithDefault("PT0.02S")
    @DurationMin(millis = 1)
    Duration longestWait();
}

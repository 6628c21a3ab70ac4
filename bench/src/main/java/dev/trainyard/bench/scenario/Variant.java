package dev.trainyard.bench.scenario;

import dev.trainyard.bench.suite.Figures;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;

/** One way to do what a scenario measures. */
public final class Variant {

    /** Makes the suite be of this variant. */
    @FunctionalInterface
    public interface Preparation {
        void prepare();
    }

    /** Lets it be used for some time. */
    @FunctionalInterface
    public interface Use {
        Figures of(Duration lasting) throws SQLException;
    }

    private final String name;
    private final Preparation preparation;
    private final Use use;

    private Variant(String name, Preparation preparation, Use use) {
        this.name = Objects.requireNonNull(name);
        this.preparation = preparation;
        this.use = use;
    }

    /** A variant that the suite is switched to first. */
    public static Variant of(String name, Preparation preparation, Use use) {
        return new Variant(name, preparation, use);
    }

    /** A variant that is always there. */
    public static Variant of(String name, Use use) {
        return new Variant(name, () -> {}, use);
    }

    /** As reports call it. */
    public String name() {
        return name;
    }

    Figures measure(Duration lasting) throws SQLException {
        preparation.prepare();
        return use.of(lasting);
    }
}

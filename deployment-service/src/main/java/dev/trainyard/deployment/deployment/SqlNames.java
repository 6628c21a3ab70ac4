package dev.trainyard.deployment.deployment;

import java.util.Locale;

/** How constants are written in tables. */
final class SqlNames {

    private SqlNames() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> E read(Class<E> type, String stored) {
        return Enum.valueOf(type, stored.toUpperCase(Locale.ROOT));
    }
}

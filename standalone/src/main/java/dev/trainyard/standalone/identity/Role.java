package dev.trainyard.standalone.identity;

import dev.trainyard.standalone.console.Refusal;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a token lets its bearer be. */
public enum Role {
    USER,
    COACH,
    ADMIN,
    /** A program that acts for users. */
    SERVICE;

    static Role named(String name) {
        return Arrays.stream(values())
                .filter(role -> role.claim().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.usage("There is no role " + name + ": choose among "
                        + Arrays.stream(values()).map(Role::claim).collect(Collectors.joining(", ")) + "."));
    }

    /** As it stands in the token. */
    String claim() {
        return name().toLowerCase(Locale.ROOT);
    }
}

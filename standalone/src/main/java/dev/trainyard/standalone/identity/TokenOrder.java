package dev.trainyard.standalone.identity;

import dev.trainyard.standalone.console.Refusal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** Whom a token is for, what it lets them be besides a user, and how long; refuses names that no user can have. */
record TokenOrder(String user, Set<Role> roles, Duration validity) {

    private static final int LONGEST_NAME = 255;

    TokenOrder {
        if (user.isBlank() || user.length() > LONGEST_NAME || user.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.usage(
                    "A user is named by 1 to " + LONGEST_NAME + " characters, none of them a control character.");
        }
        Set<Role> all = EnumSet.of(Role.USER);
        all.addAll(roles);
        roles = Set.copyOf(all);
    }
}

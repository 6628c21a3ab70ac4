package dev.trainyard.kit.rollout;

import java.util.regex.Pattern;

/**
 * Declares a rollout of the service: a CDI bean for each, by {@code @Produces} beside the feature that uses it.
 *
 * @param name in kebab case, at most 63 characters; never renamed, since its state is stored under it
 * @param description what the fast variant does otherwise than the plain one, for a person
 */
public record RolloutDefinition(String name, String description) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    public RolloutDefinition {
        if (name.length() > 63 || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a name of a rollout: " + name);
        }
    }
}

package dev.trainyard.deployment.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.deployment.secret.Secrets;
import dev.trainyard.kit.database.DatabaseException;
import java.util.Optional;

/**
 * {@code $secrets} of one call: a secret is looked up when an expression names it, and its value is masked in all that
 * comes back. There is no way to go through them, so that no call can use one that its definition does not name.
 */
@SuppressWarnings({"serial", "unchecked"}) // It never leaves the call; what it inherits is generic.
final class UsedSecrets extends ObjectNode {

    private static final int MOST = 10;

    private final transient Secrets secrets;
    private final transient Masks masks;
    private final String user;
    private transient CallFailure failure;

    UsedSecrets(Secrets secrets, String user, Masks masks) {
        super(JsonNodeFactory.instance);
        this.secrets = secrets;
        this.user = user;
        this.masks = masks;
    }

    /** The value of a secret; null when there is none, which {@link #check()} tells. */
    @Override
    public JsonNode get(String name) {
        JsonNode known = super.get(name);
        if (known != null || failure != null) {
            return known;
        }
        if (size() == MOST) {
            failure = CallFailure.invalid("The call uses more than " + MOST + " secrets.");
            return null;
        }
        try {
            Optional<JsonNode> found = secrets.find(user, name);
            found.ifPresent(value -> {
                masks.add(value);
                set(name, value);
            });
            if (found.isEmpty()) {
                failure = CallFailure.configuration(
                        "There is no secret \"" + name + "\", or it cannot be read any more.");
            }
        } catch (DatabaseException unavailable) {
            failure = CallFailure.communication(503, "The secrets cannot be read just now.");
        }
        return super.get(name);
    }

    @Override
    public JsonNode path(String name) {
        JsonNode value = get(name);
        return value == null ? super.path(name) : value;
    }

    /** Fails when an expression has named a secret that it did not get: what it made without it is not to be sent. */
    void check() {
        if (failure != null) {
            throw failure;
        }
    }

    /** Whoever copies variables needs the secrets that are not looked up yet as well. */
    @Override
    public UsedSecrets deepCopy() {
        return this;
    }

    @Override
    public String toString() {
        return Masks.MASK;
    }
}

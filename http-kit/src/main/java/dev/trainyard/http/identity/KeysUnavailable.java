package dev.trainyard.http.identity;

import org.jose4j.lang.UnresolvableKeyException;

/** Whether a token is good cannot be told now: the key that it names may be one that could not be fetched. */
final class KeysUnavailable extends UnresolvableKeyException {

    KeysUnavailable(String message) {
        super(message);
    }

    /** Whether this is why {@code failure} happened. */
    static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof KeysUnavailable) {
                return true;
            }
        }
        return false;
    }
}

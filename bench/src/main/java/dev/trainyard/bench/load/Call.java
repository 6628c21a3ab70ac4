package dev.trainyard.bench.load;

/**
 * One request.
 *
 * @param path with its query
 * @param token whose it is
 * @param body JSON, or null for none
 */
public record Call(String path, String token, String body) {

    /** A request without a body. */
    public static Call of(String path, String token) {
        return new Call(path, token, null);
    }
}

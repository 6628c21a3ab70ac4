package dev.trainyard.training.tokenaudit;

/**
 * Who does something with a user's tokens, and from where.
 *
 * @param subject of a token of ours, or the name of a job
 * @param clientAddress null for a job
 * @param userAgent null when none was said
 */
public record Actor(String subject, String clientAddress, String userAgent) {

    /** A job of ours, by its name. */
    public static Actor job(String name) {
        return new Actor(name, null, null);
    }
}

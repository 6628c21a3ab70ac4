package dev.trainyard.kit.notification;

/** What somebody makes of the news on a channel of the database. Called by one thread. */
public interface ChannelNews {

    /** From here on all news are heard. Those before may have been missed. */
    void startHearing();

    /** What was told, by {@code NOTIFY}. */
    void heard(String payload);

    /** From here on nothing is heard. */
    void stopHearing();
}

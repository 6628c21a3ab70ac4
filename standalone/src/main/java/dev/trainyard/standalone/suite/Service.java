package dev.trainyard.standalone.suite;

import java.util.Locale;

/** The services behind the gateway, each with its place in the block of ports. */
enum Service {
    WORKOUT(1),
    TRAINING(2),
    DEPLOYMENT(3),
    QUIZ(4);

    private final int place;

    Service(int place) {
        this.place = place;
    }

    /** How far its ports are from the gateway's. */
    int place() {
        return place;
    }

    /** Its folder, its log, and what people call it. */
    String program() {
        return id() + "-service";
    }

    String ownerRole() {
        return id() + "_owner";
    }

    String appRole() {
        return id() + "_app";
    }

    private String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.trainyard.standalone.suite;

import java.util.Locale;

/** The services behind the gateway, each with its place in the block of ports. */
enum Service {
    WORKOUT(1, "/api/v1/workouts"),
    TRAINING(2, "/api/v1/activities"),
    DEPLOYMENT(3, "/api/v1/workflows"),
    QUIZ(4, "/api/v1/quizzes");

    private final int place;
    private final String collection;

    Service(int place, String collection) {
        this.place = place;
        this.collection = collection;
    }

    /** How far its ports are from the gateway's. */
    int place() {
        return place;
    }

    /** One of its resources that any user may list. */
    String collection() {
        return collection;
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

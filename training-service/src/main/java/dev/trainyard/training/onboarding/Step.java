package dev.trainyard.training.onboarding;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A step of the way in, in the one order that there is. Its name never changes; a new one would go at the end. */
public enum Step {
    WELCOME(1),
    STRAVA_CONNECTED(2),
    FIRST_ACTIVITY(3),
    DATA_SYNC(4),
    DASHBOARD_INTRO(5),
    FEATURES_TOUR(6),
    GOALS_SETUP(7),
    FIRST_RECOMMENDATION(8),
    JOURNAL_INTRO(9),
    COMPLETED(10);

    private final int position;

    Step(int position) {
        this.position = position;
    }

    /** As in paths and in JSON. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Step> ofCode(String code) {
        return Arrays.stream(values()).filter(step -> step.code().equals(code)).findFirst();
    }

    /** From 1, as in the database. */
    int position() {
        return position;
    }

    static Optional<Step> at(int position) {
        return Arrays.stream(values()).filter(step -> step.position == position).findFirst();
    }

    /** Nobody skips the beginning or the end. */
    boolean maySkip() {
        return this != WELCOME && this != COMPLETED;
    }
}

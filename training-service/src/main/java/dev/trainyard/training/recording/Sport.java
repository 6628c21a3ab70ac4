package dev.trainyard.training.recording;

import dev.trainyard.training.activity.ActivityType;
import java.util.List;
import java.util.Locale;

/**
 * What kind of exercise a file says that it is, in our words.
 *
 * @param environment {@code indoor} or {@code open_water} where the kind tells it, else null
 */
public record Sport(ActivityType type, String environment) {

    static final String INDOOR = "indoor";
    static final String OUTDOOR = "outdoor";
    static final String OPEN_WATER = "open_water";

    /** What is none of the others. */
    public static final Sport UNKNOWN = new Sport(ActivityType.OTHER, null);

    private record Word(String part, ActivityType type) {}

    // In this order: "Ski Run" is skiing, and "Water Ski" is not.
    private static final List<Word> WORDS = List.of(
            new Word("waterski", ActivityType.OTHER),
            new Word("motor", ActivityType.OTHER),
            new Word("snowshoe", ActivityType.HIKE),
            new Word("hik", ActivityType.HIKE),
            new Word("ski", ActivityType.SKI),
            new Word("swim", ActivityType.SWIM),
            new Word("walk", ActivityType.WALK),
            new Word("run", ActivityType.RUN),
            new Word("treadmill", ActivityType.RUN),
            new Word("cycl", ActivityType.RIDE),
            new Word("bik", ActivityType.RIDE),
            new Word("ride", ActivityType.RIDE),
            new Word("rowing", ActivityType.ROW),
            new Word("strength", ActivityType.STRENGTH),
            new Word("weighttraining", ActivityType.STRENGTH));

    private static final List<String> INDOOR_WORDS = List.of("indoor", "treadmill", "virtual", "lapswim", "pool");

    // Numbers of the FIT profile.
    private static final int FIT_FITNESS_EQUIPMENT = 4;
    private static final int FIT_TRAINING = 10;
    private static final int FIT_TRANSITION = 3;

    /** By what TCX, GPX and Strava call it: {@code Running}, {@code trail_running}, {@code Virtual Ride}, … */
    public static Sport named(String name) {
        if (name == null) {
            return UNKNOWN;
        }
        String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        ActivityType type = WORDS.stream()
                .filter(word -> letters.contains(word.part()))
                .map(Word::type)
                .findFirst()
                .orElse(ActivityType.OTHER);
        if (letters.contains("openwater")) {
            return new Sport(type, OPEN_WATER);
        }
        return new Sport(type, INDOOR_WORDS.stream().anyMatch(letters::contains) ? INDOOR : null);
    }

    /** By the FIT profile's numbers of sport and sub-sport. */
    static Sport ofFit(int sport, int subSport) {
        String environment =
                switch (subSport) {
                    // treadmill, spin, indoor cycling, indoor rowing, elliptical, stairs, lap swimming, indoor skiing,
                    // indoor walking, indoor running, virtual activity
                    case 1, 5, 6, 14, 15, 16, 17, 25, 27, 45, 58 -> INDOOR;
                    case 18 -> OPEN_WATER;
                    default -> null;
                };
        return new Sport(
                sport == FIT_FITNESS_EQUIPMENT ? ofEquipment(subSport) : typeOfFit(sport, subSport), environment);
    }

    /** Whether it is the way between two sports of a triathlon, which is no activity of its own. */
    static boolean isTransition(int fitSport) {
        return fitSport == FIT_TRANSITION;
    }

    private static ActivityType typeOfFit(int sport, int subSport) {
        return switch (sport) {
            case 1 -> ActivityType.RUN;
            // cycling, e-biking
            case 2, 21 -> ActivityType.RIDE;
            case 5 -> ActivityType.SWIM;
            case FIT_TRAINING -> subSport == 20 ? ActivityType.STRENGTH : ActivityType.OTHER;
            case 11 -> ActivityType.WALK;
            // cross-country, alpine
            case 12, 13 -> ActivityType.SKI;
            case 15 -> ActivityType.ROW;
            // mountaineering, hiking, snowshoeing
            case 16, 17, 35 -> ActivityType.HIKE;
            default -> ActivityType.OTHER;
        };
    }

    private static ActivityType ofEquipment(int subSport) {
        return switch (subSport) {
            case 1, 45 -> ActivityType.RUN;
            case 5, 6 -> ActivityType.RIDE;
            case 14 -> ActivityType.ROW;
            case 20 -> ActivityType.STRENGTH;
            case 27 -> ActivityType.WALK;
            default -> ActivityType.OTHER;
        };
    }
}

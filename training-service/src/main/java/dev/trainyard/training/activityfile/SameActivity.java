package dev.trainyard.training.activityfile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When two activities are the same one: when they have the same external id; or when they began within
 * {@link #START_SECONDS} of each other and their durations differ by no more than {@link #DURATION_SECONDS}, or by
 * {@link #DURATION_SHARE} of the longer, whatever they are called and whichever sport they are said to be. This is the rule
 * for two of one upload; ActivityFileStore.DUPLICATES has the same for those that are stored.
 */
final class SameActivity {

    static final int START_SECONDS = 60;
    static final int DURATION_SECONDS = 60;
    static final double DURATION_SHARE = 0.05;

    private final Map<String, Found> byExternalId = new HashMap<>();
    private final NavigableMap<Instant, List<Found>> byStart = new TreeMap<>();

    /** What an activity is the same as, and by which rule. */
    record Match(Found earlier, Duplicate.Rule rule) {}

    /** The first of an upload that {@code found} is the same as; when there is none, it is one to compare others with. */
    Optional<Match> seen(Found found) {
        Found same = found.externalId() == null ? null : byExternalId.get(found.externalId());
        if (same != null) {
            return Optional.of(new Match(same, Duplicate.Rule.EXTERNAL_ID));
        }
        Duration range = Duration.ofSeconds(START_SECONDS);
        Optional<Match> match =
                byStart
                        .subMap(
                                found.startedAt().minus(range),
                                true,
                                found.startedAt().plus(range),
                                true)
                        .values()
                        .stream()
                        .flatMap(List::stream)
                        // Sessions of one file are different ones, however short.
                        .filter(earlier ->
                                found.entry() != null && !found.entry().equals(earlier.entry()))
                        .filter(earlier -> lastAlike(found.durationSeconds(), earlier.durationSeconds()))
                        .findFirst()
                        .map(earlier -> new Match(earlier, Duplicate.Rule.CONTENT));
        if (match.isEmpty()) {
            byStart.computeIfAbsent(found.startedAt(), start -> new ArrayList<>())
                    .add(found);
            if (found.externalId() != null) {
                byExternalId.put(found.externalId(), found);
            }
        }
        return match;
    }

    static boolean lastAlike(int one, int other) {
        return Math.abs(one - other) <= Math.max(DURATION_SECONDS, DURATION_SHARE * Math.max(one, other));
    }
}

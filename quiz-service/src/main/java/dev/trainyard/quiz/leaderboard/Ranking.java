package dev.trainyard.quiz.leaderboard;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Everybody who has a place in a quiz at one moment, which does not change any more. */
final class Ranking {

    private static final AtomicLong MADE = new AtomicLong();

    private final long number;
    private final List<Standing> standings;
    private final Map<String, Integer> indexes;
    private final Instant moment;

    private Ranking(long number, List<Standing> standings, Map<String, Integer> indexes, Instant moment) {
        this.number = number;
        this.standings = standings;
        this.indexes = indexes;
        this.moment = moment;
    }

    /**
     * A ranking of what was read.
     *
     * @param standings in their order
     */
    static Ranking of(List<Standing> standings, Instant moment) {
        Map<String, Integer> indexes = IntStream.range(0, standings.size())
                .boxed()
                .collect(Collectors.toMap(index -> standings.get(index).user(), index -> index));
        return new Ranking(MADE.incrementAndGet(), standings, indexes, moment);
    }

    /** The same one, which still holds at a later moment. */
    Ranking still(Instant later) {
        return new Ranking(number, standings, indexes, later);
    }

    /** Which one it is of all that were made here, from 1 on; it is the same for as long as it still holds. */
    long number() {
        return number;
    }

    Instant moment() {
        return moment;
    }

    int players() {
        return standings.size();
    }

    Optional<Standing> of(String user) {
        return Optional.ofNullable(indexes.get(user)).map(standings::get);
    }

    /** The place behind which there is nobody. */
    Standing last() {
        return standings.getLast();
    }

    /** At most {@code limit}, from the first place on. */
    List<Standing> first(int limit) {
        return part(0, limit);
    }

    /** At most {@code limit} of those behind {@code key}, who may have moved since, or be gone. */
    List<Standing> after(Standing key, int limit) {
        int index = Collections.binarySearch(standings, key, Standing.IN_ORDER);
        return part(index < 0 ? -index - 1 : index + 1, limit);
    }

    /** At most {@code limit} with {@code user} in their middle, or the first ones when they have no place. */
    List<Standing> around(String user, int limit) {
        int ahead = (limit - 1) / 2;
        int last = Math.max(0, standings.size() - limit);
        return part(Math.clamp(indexes.getOrDefault(user, 0) - ahead, 0, last), limit);
    }

    private List<Standing> part(int from, int limit) {
        return standings.subList(from, Math.min(standings.size(), from + limit));
    }
}

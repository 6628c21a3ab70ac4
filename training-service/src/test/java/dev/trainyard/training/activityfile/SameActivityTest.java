package dev.trainyard.training.activityfile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.training.activity.ActivityType;
import dev.trainyard.training.recording.Recording;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rule of one upload and that of the database, held against what they say, pair by pair. */
@QuarkusTest
class SameActivityTest {

    private static final Instant START = Instant.parse("2026-03-28T07:30:00Z");

    @InjectDatabase
    EmbeddedDatabase database;

    @Inject
    ActivityFileStore store;

    private static Found found(String entry, String externalId, Instant start, int seconds) {
        return new Found(
                entry,
                externalId,
                ActivityType.RUN,
                null,
                null,
                new Recording(
                        ActivityType.RUN, null, null, null, null, start, seconds, null, null, null, null, null, null),
                null);
    }

    /** Some activities of a busy quarter of an hour, of a few durations and external ids. */
    private static List<Found> some(Random random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> found(
                        "entry " + i,
                        random.nextInt(3) > 0 ? null : "id " + random.nextInt(20),
                        START.plusSeconds(random.nextInt(900)),
                        random.nextBoolean() ? 600 + random.nextInt(200) : 9_000 + random.nextInt(1_500)))
                .toList();
    }

    private static boolean isSame(Found one, Found other) {
        if (one.externalId() != null && one.externalId().equals(other.externalId())) {
            return true;
        }
        double apart =
                Math.abs(one.startedAt().getEpochSecond() - other.startedAt().getEpochSecond());
        double longer = Math.max(one.durationSeconds(), other.durationSeconds());
        return apart <= 60 && Math.abs(one.durationSeconds() - other.durationSeconds()) <= Math.max(60, 0.05 * longer);
    }

    @Test
    void activityOfAnUploadIsNewWhenNoneThatIsNewIsTheSame() {
        Random random = new Random(9);
        for (int round = 0; round < 200; round++) {
            SameActivity same = new SameActivity();
            List<Found> plain = new ArrayList<>();
            for (Found found : some(random, 60)) {
                boolean isNew = plain.stream().noneMatch(earlier -> isSame(found, earlier));
                Optional<SameActivity.Match> match = same.seen(found);
                assertEquals(isNew, match.isEmpty());
                match.ifPresent(seen -> assertEquals(true, isSame(found, seen.earlier())));
                if (isNew) {
                    plain.add(found);
                }
            }
        }
    }

    @Test
    void databaseFindsTheSameOnes() throws Exception {
        Random random = new Random(10);
        for (int round = 0; round < 10; round++) {
            String user = TestUser.fresh().id();
            SameActivity distinct = new SameActivity();
            List<Found> stored = some(random, 60).stream()
                    .filter(found -> distinct.seen(found).isEmpty())
                    .toList();
            insert(user, stored);
            List<Found> uploaded = some(random, 60);
            Map<Integer, ActivityFileStore.Existing> existing = store.duplicates(user, uploaded);
            List<Integer> expected = IntStream.range(0, uploaded.size())
                    .filter(i -> stored.stream().anyMatch(one -> isSame(uploaded.get(i), one)))
                    .boxed()
                    .toList();
            assertEquals(expected, existing.keySet().stream().sorted().toList());
            for (int i : expected) {
                boolean hasId = stored.stream()
                        .anyMatch(one -> one.externalId() != null
                                && one.externalId().equals(uploaded.get(i).externalId()));
                assertEquals(
                        hasId ? Duplicate.Rule.EXTERNAL_ID : Duplicate.Rule.CONTENT,
                        existing.get(i).rule());
            }
        }
    }

    private void insert(String user, List<Found> activities) throws Exception {
        String rows = activities.stream()
                .map(one -> "('%s', 'run', '%s', %d, %s)"
                        .formatted(
                                user,
                                one.startedAt(),
                                one.durationSeconds(),
                                one.externalId() == null ? "NULL" : "'" + one.externalId() + "'"))
                .collect(Collectors.joining(", "));
        try (var owner = database.connectAs("training_owner");
                var statement = owner.createStatement()) {
            statement.execute("""
                    INSERT INTO activity (user_id, type, started_at, duration_seconds, external_id) VALUES
                    """ + rows);
        }
    }
}

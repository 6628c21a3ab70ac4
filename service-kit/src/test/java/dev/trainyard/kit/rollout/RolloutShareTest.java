package dev.trainyard.kit.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which users get the fast variant. */
class RolloutShareTest {

    private static final long SEED = 42;

    private final List<String> users = users(10_000);

    @Test
    void raisingThePercentageTakesNobodyAway() {
        for (String user : users) {
            boolean before = false;
            for (int percent = 0; percent <= 100; percent++) {
                boolean included = at(percent).includes("dashboard-cte", user);
                assertTrue(included || !before, user + " is lost at " + percent + " %");
                before = included;
            }
        }
    }

    @Test
    void nobodyIsIncludedAtNoughtAndEverybodyAtAHundred() {
        assertEquals(0, included(0));
        assertEquals(users.size(), included(100));
    }

    @Test
    void shareIsThePercentage() {
        for (int percent : new int[] {1, 10, 50, 90}) {
            assertEquals(percent, included(percent) * 100.0 / users.size(), 1.5);
        }
    }

    @Test
    void usersOfOneRolloutSayNothingOfAnother() {
        long both = users.stream()
                .filter(user -> at(50).includes("dashboard-cte", user) && at(50).includes("trends-view", user))
                .count();
        assertEquals(25, both * 100.0 / users.size(), 1.5);
    }

    @Test
    void userStaysWhereTheReleaseBeforePutThem() {
        assertEquals(
                List.of(63, 49, 21),
                Stream.of("ada", "grace", "")
                        .map(user -> RolloutState.percentile("dashboard-cte", user))
                        .toList());
    }

    @Test
    void nameInAnotherCaseIsRefused() {
        for (String name : new String[] {"", "Dashboard", "a_b", "a--b", "a-", "a".repeat(64)}) {
            assertThrows(IllegalArgumentException.class, () -> new RolloutDefinition(name, ""), name);
        }
    }

    private long included(int percent) {
        return users.stream()
                .filter(user -> at(percent).includes("dashboard-cte", user))
                .count();
    }

    private static RolloutState at(int percent) {
        return new RolloutState(percent, 0, RolloutState.UNKNOWN.bounds(), null, null, null, null, 1);
    }

    private static List<String> users(int count) {
        Random random = new Random(SEED);
        return Stream.generate(() -> "user-" + new UUID(random.nextLong(), random.nextLong()))
                .limit(count)
                .toList();
    }
}

package dev.trainyard.quiz.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class PointsTest {

    @InjectDatabase
    EmbeddedDatabase database;

    @ParameterizedTest
    @CsvSource({
        // The published vector: 2 s of 30 s.
        "CORRECT_ONLY, 1000,   2000, 30000, 1000",
        "KAHOOT,       1000,   2000, 30000,  967",
        "CLASSQUIZ,    1000,   2000, 30000,  933",
        // At once, within half a second, just after it, at the end, and in the grace.
        "KAHOOT,       1000,      0, 30000, 1000",
        "KAHOOT,       1000,    499, 30000, 1000",
        "KAHOOT,       1000,    500, 30000,  992",
        "KAHOOT,       1000,  30000, 30000,  500",
        "KAHOOT,       1000,  30400, 30000,  500",
        "CLASSQUIZ,    1000,      0, 30000, 1000",
        "CLASSQUIZ,    1000,  30000, 30000,    0",
        "CLASSQUIZ,    1000,  30400, 30000,    0",
        // A half is rounded up: 1 - 1/4 of 2 is 1.5.
        "KAHOOT,          2,  15000, 30000,    2",
        // As large as all may be at once.
        "KAHOOT,     100000, 43200000, 86400000, 75000",
        "CLASSQUIZ,  100000, 43200000, 86400000, 50000"
    })
    void pointsAreThoseOfTheFormula(Scoring scoring, int full, long elapsedMs, long limitMs, long points) {
        assertEquals(points, Points.of(scoring, full, elapsedMs, limitMs));
    }

    @ParameterizedTest
    @CsvSource({"KAHOOT", "CLASSQUIZ", "CORRECT_ONLY"})
    void withoutALimitBeingQuickIsWorthNothing(Scoring scoring) {
        assertEquals(700, Points.of(scoring, 700, 3_600_000, null));
    }

    @ParameterizedTest
    @CsvSource({"1,0", "2,100", "3,200", "4,300", "5,400", "6,500", "7,500", "500,500"})
    void bonusGrowsWithTheStreak(int streak, int bonus) {
        assertEquals(bonus, Points.bonus(streak));
    }

    @Test
    void databaseReckonsTheSame() throws SQLException {
        Random random = new Random(6);
        StringBuilder rows = new StringBuilder();
        List<Long> expected = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            Scoring scoring = List.of(Scoring.values()).get(random.nextInt(3));
            int full = 1 + random.nextInt(random.nextBoolean() ? 20 : 100_000);
            Long limitMs =
                    random.nextInt(5) == 0 ? null : 1_000L * (5 + random.nextInt(random.nextBoolean() ? 30 : 86_395));
            long elapsedMs = random.nextLong(limitMs == null ? 10_000 : limitMs + limitMs / 10);
            boolean isCorrect = random.nextInt(4) > 0;
            boolean givesBonus = random.nextBoolean();
            int streak = 1 + random.nextInt(9);
            expected.add(
                    isCorrect
                            ? Points.of(scoring, full, elapsedMs, limitMs) + (givesBonus ? Points.bonus(streak) : 0)
                            : 0);
            rows.append(rows.isEmpty() ? "" : ",")
                    .append("(%d, '%s', %d, %d, %s::bigint, %s, %s, %d::bigint)"
                            .formatted(i, scoring.code(), full, elapsedMs, limitMs, isCorrect, givesBonus, streak));
        }
        List<Long> reckoned = new ArrayList<>();
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement();
                var row = statement.executeQuery("SELECT " + Points.SQL + " FROM (VALUES " + rows
                        + ") AS answers (i, scoring, full_points, elapsed_ms, limit_ms, is_correct, streak_bonus, streak)"
                        + " ORDER BY i")) {
            while (row.next()) {
                reckoned.add(row.getLong(1));
            }
        }

        assertEquals(expected, reckoned);
    }
}

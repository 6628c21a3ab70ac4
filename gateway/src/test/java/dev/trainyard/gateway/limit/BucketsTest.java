package dev.trainyard.gateway.limit;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BucketsTest {

    private static final Limit HUNDRED_A_DAY = new Limit(100, Duration.ofDays(1));
    private static final int MANY = 20_000;

    @Test
    void newClientMayUseTheWholeLimit() {
        ConsumptionProbe probe = new Buckets(HUNDRED_A_DAY, 10).take("ada");

        assertEquals(99, probe.getRemainingTokens());
    }

    @Test
    void tokensGrowBack() {
        Buckets buckets = new Buckets(new Limit(10, Duration.ofSeconds(1)), 10);
        buckets.drain("ada", 10);

        await().until(() -> buckets.take("ada").isConsumed());
    }

    @Test
    void clientsBeyondTheMaximumAreForgotten() {
        Buckets buckets = new Buckets(HUNDRED_A_DAY, 100);
        for (int i = 0; i < MANY; i++) {
            buckets.drain("stranger-" + i, 1);
        }

        await().until(() -> buckets.count() <= 100);
    }

    @Test
    void crowdOfStrangersDoesNotRefillTheBucketOfWhoComesOften() {
        Buckets buckets = new Buckets(HUNDRED_A_DAY, 100);
        buckets.drain("mallory", 100);
        for (int i = 0; i < MANY; i++) {
            buckets.drain("stranger-" + i, 1);
            if (i % 100 == 0) {
                buckets.take("mallory");
            }
        }

        assertFalse(buckets.take("mallory").getRemainingTokens() > 10);
    }

    @Test
    void newcomerInACrowdBeginsWithATenth() {
        Buckets buckets = new Buckets(HUNDRED_A_DAY, 100);
        for (int i = 0; i < MANY; i++) {
            buckets.drain("stranger-" + i, 1);
        }

        await().until(() -> buckets.count() == 100);
        assertEquals(9, buckets.take("newcomer").getRemainingTokens());
    }

    @Test
    void nobodyGetsIntoDebt() {
        Buckets buckets = new Buckets(new Limit(10, Duration.ofSeconds(10)), 10);
        buckets.drain("ada", 1_000_000);

        ConsumptionProbe probe = buckets.take("ada");

        assertFalse(probe.isConsumed());
        assertTrue(probe.getNanosToWaitForRefill() <= Duration.ofSeconds(1).toNanos());
    }
}

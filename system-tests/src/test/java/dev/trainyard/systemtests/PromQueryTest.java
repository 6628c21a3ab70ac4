package dev.trainyard.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.systemtests.PromQuery.Match;
import dev.trainyard.systemtests.PromQuery.Selector;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromQueryTest {

    @Test
    void functionsAggregationsAndNumbersAreNoMetrics() {
        PromQuery query = PromQuery.of("histogram_quantile(0.95, sum by (le, job) (rate(a_bucket[5m]))) > 2 * 1e3");

        assertEquals(List.of(new Selector("a_bucket", List.of())), query.selectors());
        assertEquals(Set.of("le", "job"), query.groupedBy());
    }

    @Test
    void labelsAreThoseOfTheirSelector() {
        PromQuery query = PromQuery.of("a{x=\"1\", y=~\"2|{3}, \\\"4\\\"\"} / on (z) b:c:d and on (z) up != 0");

        assertEquals(
                List.of(
                        new Selector("a", List.of(new Match("x", "=", "1"), new Match("y", "=~", "2|{3}, \\\"4\\\""))),
                        new Selector("b:c:d", List.of()),
                        new Selector("up", List.of())),
                query.selectors());
        assertEquals(Set.of("z"), query.groupedBy());
    }

    @Test
    void rangesAndOffsetsAreNoMetrics() {
        PromQuery query = PromQuery.of("increase(a[$__rate_interval]) - a offset 5m or sum(b) by (x)");

        assertEquals(
                List.of("a", "a", "b"),
                query.selectors().stream().map(Selector::metric).toList());
    }
}

package dev.trainyard.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trainyard.gateway.service.Endpoint;
import dev.trainyard.gateway.service.Service;
import dev.trainyard.gateway.service.ServiceAddress;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteTableTest {

    private final RouteTable table = new RouteTable(List.of(
            service("workout", "/api/v1/workouts", "/api/v1/sleep"), service("quiz", "/api/v1/workouts/quizzes")));

    @Test
    void prefixCoversItselfAndWhatIsBelow() {
        assertEquals(Optional.of("workout"), owner("/api/v1/workouts"));
        assertEquals(Optional.of("workout"), owner("/api/v1/workouts/"));
        assertEquals(Optional.of("workout"), owner("/api/v1/workouts/1/sets"));
    }

    @Test
    void prefixCoversWhatIsDoneToAllOfAKind() {
        assertEquals(Optional.of("workout"), owner("/api/v1/workouts:import"));
    }

    @Test
    void wholeSegmentsCount() {
        assertEquals(Optional.empty(), owner("/api/v1/workouts-of-others"));
        assertEquals(Optional.empty(), owner("/api/v1/workout"));
        assertEquals(Optional.empty(), owner("/api/v1"));
        assertEquals(Optional.empty(), owner("/v1/api/v1/workouts"));
    }

    @Test
    void caseCounts() {
        assertEquals(Optional.empty(), owner("/api/v1/Workouts"));
    }

    @Test
    void longerPrefixDecides() {
        assertEquals(Optional.of("quiz"), owner("/api/v1/workouts/quizzes/7"));
    }

    @Test
    void pathOfTwoServicesIsRefusedByItsKey() {
        ConfigurationException refusal = assertThrows(
                ConfigurationException.class,
                () -> new RouteTable(List.of(service("quiz", "/api/v1/a"), service("workout", "/api/v1/a"))));

        assertEquals(
                "trainyard.gateway.services.workout.paths: /api/v1/a is already a path of quiz", refusal.getMessage());
    }

    private Optional<String> owner(String path) {
        return table.find(path).map(route -> route.service().name());
    }

    private static Service service(String name, String... paths) {
        ServiceAddress anywhere = new ServiceAddress("localhost", 80);
        return new Service(name, List.of(new Endpoint(anywhere, anywhere)), List.of(paths));
    }
}

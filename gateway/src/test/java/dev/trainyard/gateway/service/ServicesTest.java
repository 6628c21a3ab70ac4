package dev.trainyard.gateway.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServicesTest {

    @Test
    void serviceWithoutUrlIsWhereKubernetesPutsIt() {
        Services services = services(Map.of("trainyard.gateway.services.workout.paths", "/api/v1/workouts"));

        assertEquals(
                List.of(new Service(
                        "workout",
                        new ServiceAddress("workout-service", 8080),
                        new ServiceAddress("workout-service", 9000),
                        List.of("/api/v1/workouts"))),
                list(services));
    }

    @Test
    void everyKeyIsRead() {
        Services services = services(Map.of(
                "trainyard.gateway.services.quiz.url", "http://10.0.0.7:8083",
                "trainyard.gateway.services.quiz.management-url", "http://localhost/",
                "trainyard.gateway.services.quiz.paths", "/api/v1/quizzes,/api/v1/points"));

        assertEquals(
                List.of(new Service(
                        "quiz",
                        new ServiceAddress("10.0.0.7", 8083),
                        new ServiceAddress("localhost", 80),
                        List.of("/api/v1/quizzes", "/api/v1/points"))),
                list(services));
    }

    @Test
    void servicesAreInTheOrderOfTheirNames() {
        Services services = services(Map.of(
                "trainyard.gateway.services.b.paths", "/b",
                "trainyard.gateway.services.c.paths", "/c",
                "trainyard.gateway.services.a.paths", "/a"));

        assertEquals(
                List.of("a", "b", "c"),
                list(services).stream().map(Service::name).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "workout:8080",
                "ftp://workout:8080",
                "https://workout:8443",
                "http://",
                "http://workout:8080/api",
                "http://user:secret@workout",
                "http://workout?x",
                "http://work out"
            })
    void whatIsNoAddressIsRefusedByItsKey(String url) {
        Exception refusal = assertThrows(
                Exception.class,
                () -> services(Map.of(
                        "trainyard.gateway.services.workout.url",
                        url,
                        "trainyard.gateway.services.workout.paths",
                        "/api/v1/workouts")));

        assertTrue(refusal.getMessage().contains("trainyard.gateway.services.workout.url"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("is not an address like"), refusal.getMessage());
    }

    @Test
    void unknownKeyIsRefused() {
        Exception refusal = assertThrows(
                Exception.class,
                () -> services(Map.of(
                        "trainyard.gateway.services.workout.uri", "http://workout:8080",
                        "trainyard.gateway.services.workout.paths", "/api/v1/workouts")));

        assertTrue(refusal.getMessage().contains("trainyard.gateway.services.workout.uri"), refusal.getMessage());
    }

    private static Services services(Map<String, String> values) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(ServicesConfig.class)
                .withDefaultValues(values)
                .build();
        return new Services(config.getConfigMapping(ServicesConfig.class));
    }

    private static List<Service> list(Services services) {
        List<Service> list = new java.util.ArrayList<>();
        services.forEach(list::add);
        return list;
    }
}

package dev.trainyard.gateway.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServicesTest {

    @Test
    void serviceWithoutUrlIsWhereKubernetesPutsIt() {
        Services services = services(Map.of("trainyard.gateway.services.workout.paths", "/api/v1/workouts"));

        assertEquals(
                List.of(new Service(
                        "workout",
                        List.of(new Endpoint(
                                new ServiceAddress("workout-service", 8080),
                                new ServiceAddress("workout-service", 9000))),
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
                        List.of(new Endpoint(
                                new ServiceAddress("10.0.0.7", 8083), new ServiceAddress("localhost", 80))),
                        List.of("/api/v1/quizzes", "/api/v1/points"))),
                list(services));
    }

    @Test
    void serviceMayBeAtSeveralAddresses() {
        Services services = services(Map.of(
                "trainyard.gateway.services.quiz.urls", "http://quiz-1:8080,http://quiz-2:8081",
                "trainyard.gateway.services.quiz.management-urls", "http://quiz-1:9001,http://quiz-2:9002",
                "trainyard.gateway.services.quiz.paths", "/api/v1/quizzes"));

        assertEquals(
                List.of(
                        new Endpoint(new ServiceAddress("quiz-1", 8080), new ServiceAddress("quiz-1", 9001)),
                        new Endpoint(new ServiceAddress("quiz-2", 8081), new ServiceAddress("quiz-2", 9002))),
                list(services).getFirst().endpoints());
    }

    @Test
    void severalAddressesWithoutManagementAddressesHaveThoseOfKubernetes() {
        Services services = services(Map.of(
                "trainyard.gateway.services.quiz.urls", "http://quiz-1:8080,http://quiz-2:8080",
                "trainyard.gateway.services.quiz.paths", "/api/v1/quizzes"));

        assertEquals(
                List.of(new ServiceAddress("quiz-1", 9000), new ServiceAddress("quiz-2", 9000)),
                list(services).getFirst().endpoints().stream()
                        .map(Endpoint::management)
                        .toList());
    }

    static Stream<Arguments> addressesThatDoNotFit() {
        return Stream.of(
                arguments(Map.of("url", "http://a", "urls", "http://b"), "urls takes the place of url"),
                arguments(Map.of("management-url", "http://a", "urls", "http://b"), "urls takes the place of url"),
                arguments(Map.of("urls", "http://a,http://b:80,http://a:80"), "urls names an address twice"),
                arguments(
                        Map.of("urls", "http://a,http://b", "management-urls", "http://a"),
                        "management-urls must have one address for each of urls"),
                arguments(Map.of("management-urls", "http://a"), "management-urls belongs to urls, which is not set"),
                arguments(Map.of("urls", "http://a,b"), "urls"));
    }

    @ParameterizedTest
    @MethodSource("addressesThatDoNotFit")
    void addressesThatDoNotFitAreRefusedByTheirKey(Map<String, String> keys, String refused) {
        Map<String, String> values = new HashMap<>();
        keys.forEach((key, value) -> values.put("trainyard.gateway.services.quiz." + key, value));
        values.put("trainyard.gateway.services.quiz.paths", "/api/v1/quizzes");

        Exception refusal = assertThrows(Exception.class, () -> services(values));

        assertTrue(refusal.getMessage().contains("trainyard.gateway.services.quiz." + refused), refusal.getMessage());
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

package dev.trainyard.gateway.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DocumentMergeTest {

    private static final JsonObject BASE = json("""
            {"openapi": "3.1.0", "info": {"title": "Trainyard"}, "security": [{"bearer": []}],
             "components": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}}}
            """);

    @Test
    void pathsOfAllServicesAreThere() {
        JsonObject merged = merge(Map.of(
                "quiz", json("{'paths': {'/quiz/a': {'get': {'summary': 'A'}}}}"),
                "workout", json("{'paths': {'/workout/b': {'post': {'summary': 'B'}}}}")));

        assertEquals(
                json("{'/quiz/a': {'get': {'summary': 'A'}}, '/workout/b': {'post': {'summary': 'B'}}}"),
                merged.getJsonObject("paths"));
    }

    @Test
    void whatTheGatewayDoesNotRouteThereIsLeftOut() {
        JsonObject merged =
                merge(Map.of("quiz", json("{'paths': {'/q/health': {'get': {}}, '/workout/a': {'get': {}}}}")));

        assertEquals(json("{}"), merged.getJsonObject("paths"));
    }

    @Test
    void infoServersAndSecurityAreTheGateways() {
        JsonObject merged = merge(Map.of("quiz", json("""
                {'info': {'title': 'Quiz'}, 'servers': [{'url': 'http://quiz:8080'}], 'security': [{'other': []}],
                 'paths': {'/quiz/a': {'get': {'security': [{'other': []}], 'servers': [{'url': 'http://quiz'}]}}},
                 'components': {'securitySchemes': {'other': {'type': 'http', 'scheme': 'basic'}}}}
                """)));

        assertEquals(
                BASE.copy().put("tags", merged.getJsonArray("tags")).put("paths", json("{'/quiz/a': {'get': {}}}")),
                merged);
    }

    @Test
    void rolesThatAnOperationNeedsAreKept() {
        JsonObject merged = merge(Map.of("quiz", json("""
                {'paths': {'/quiz/a': {'get': {'security': [{'other': ['admin']}]}}}}
                """)));

        assertEquals(
                json("{'/quiz/a': {'get': {'security': [{'bearer': ['admin']}]}}}"), merged.getJsonObject("paths"));
    }

    @Test
    void tagsAreListedOnce() {
        JsonObject merged = merge(Map.of(
                "quiz", json("{'tags': [{'name': 'shared', 'description': 'first'}, {'name': 'quizzes'}]}"),
                "workout", json("{'tags': [{'name': 'shared', 'description': 'second'}, {'name': 'workouts'}]}")));

        assertEquals(
                json("{'tags': [{'name': 'shared', 'description': 'first'}, {'name': 'quizzes'}, {'name': 'workouts'}]}")
                        .getJsonArray("tags"),
                merged.getJsonArray("tags"));
    }

    @Test
    void componentsThatMeanTheSameAreShared() {
        JsonObject problem = json("{'components': {'schemas': {'Problem': {'type': 'object'}}}}");

        JsonObject merged = merge(Map.of("quiz", problem, "workout", problem));

        assertEquals(json("{'Problem': {'type': 'object'}}"), schemas(merged));
    }

    @Test
    void componentsThatDifferAreNamedAfterTheirServices() {
        JsonObject merged = merge(Map.of(
                "quiz", json("""
                        {'paths': {'/quiz/a': {'get': {'schema': {'$ref': '#/components/schemas/Page'}}}},
                         'components': {'schemas': {'Page': {'type': 'object'}, 'Own': {'type': 'null'}}}}
                        """),
                "workout", json("""
                        {'paths': {'/workout/a': {'get': {'schema': {'$ref': '#/components/schemas/Page'}}}},
                         'components': {'schemas': {'Page': {'type': 'array'}}}}
                        """)));

        assertEquals(
                json("{'quiz.Page': {'type': 'object'}, 'Own': {'type': 'null'}, 'workout.Page': {'type': 'array'}}"),
                schemas(merged));
        assertEquals(json("""
                        {'/quiz/a': {'get': {'schema': {'$ref': '#/components/schemas/quiz.Page'}}},
                         '/workout/a': {'get': {'schema': {'$ref': '#/components/schemas/workout.Page'}}}}
                        """), merged.getJsonObject("paths"));
    }

    @Test
    void whatRefersToSomethingThatDiffersDiffersToo() {
        String pages = "'List': {'items': {'$ref': '#/components/schemas/Page'}},"
                + "'Page': {'properties': {'items': {'$ref': '#/components/schemas/Item'}}}";

        JsonObject merged = merge(Map.of(
                "quiz", json("{'components': {'schemas': {" + pages + ", 'Item': {'type': 'string'}}}}"),
                "workout", json("{'components': {'schemas': {" + pages + ", 'Item': {'type': 'number'}}}}")));

        assertEquals(json("""
                        {'quiz.List': {'items': {'$ref': '#/components/schemas/quiz.Page'}},
                         'quiz.Page': {'properties': {'items': {'$ref': '#/components/schemas/quiz.Item'}}},
                         'quiz.Item': {'type': 'string'},
                         'workout.List': {'items': {'$ref': '#/components/schemas/workout.Page'}},
                         'workout.Page': {'properties': {'items': {'$ref': '#/components/schemas/workout.Item'}}},
                         'workout.Item': {'type': 'number'}}
                        """), schemas(merged));
    }

    @Test
    void discriminatorsFollowTheNames() {
        JsonObject merged = merge(Map.of(
                "quiz", json("""
                        {'components': {'schemas': {'Event': {'type': 'object'}, 'Any': {'discriminator':
                          {'propertyName': 'kind', 'mapping': {'event': '#/components/schemas/Event'}}}}}}
                        """),
                "workout", json("{'components': {'schemas': {'Event': {'type': 'array'}}}}")));

        assertEquals(
                "#/components/schemas/quiz.Event",
                schemas(merged)
                        .getJsonObject("Any")
                        .getJsonObject("discriminator")
                        .getJsonObject("mapping")
                        .getString("event"));
    }

    @Test
    void sameNameOfAnotherKindIsAnotherComponent() {
        JsonObject merged = merge(Map.of(
                "quiz", json("{'components': {'schemas': {'Limit': {'type': 'integer'}}}}"),
                "workout", json("{'components': {'parameters': {'Limit': {'in': 'query'}}}}")));

        assertEquals(json("{'Limit': {'type': 'integer'}}"), schemas(merged));
        assertEquals(
                json("{'Limit': {'in': 'query'}}"),
                merged.getJsonObject("components").getJsonObject("parameters"));
    }

    @Test
    void operationIdsAreUnique() {
        JsonObject merged = merge(Map.of(
                "quiz", json("{'paths': {'/quiz/a': {'get': {'operationId': 'list'}}}}"),
                "workout", json("{'paths': {'/workout/a': {'get': {'operationId': 'list'}}}}")));

        assertEquals(
                json(
                        "{'/quiz/a': {'get': {'operationId': 'list'}}, '/workout/a': {'get': {'operationId': 'workout.list'}}}"),
                merged.getJsonObject("paths"));
    }

    @Test
    void documentsAreNotChanged() {
        JsonObject quiz =
                json("{'components': {'schemas': {'A': {'$ref': '#/components/schemas/B'}, 'B': {'type': 'x'}}}}");
        JsonObject workout = json("{'components': {'schemas': {'B': {'type': 'y'}}}}");
        JsonObject before = quiz.copy();

        merge(Map.of("quiz", quiz, "workout", workout));

        assertEquals(before, quiz);
        assertFalse(BASE.containsKey("paths"));
    }

    private static JsonObject merge(Map<String, JsonObject> documents) {
        return DocumentMerge.merge(
                BASE, new TreeMap<>(documents), (service, path) -> path.startsWith("/" + service + "/"));
    }

    private static JsonObject schemas(JsonObject document) {
        return document.getJsonObject("components").getJsonObject("schemas");
    }

    private static JsonObject json(String text) {
        return new JsonObject(text.replace('\'', '"'));
    }
}

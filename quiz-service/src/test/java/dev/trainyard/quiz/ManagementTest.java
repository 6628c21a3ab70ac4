package dev.trainyard.quiz;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ManagementTest {

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @ParameterizedTest
    @ValueSource(strings = {"live", "ready", "started"})
    void probeIsUp(String probe) {
        given().get(management.resolve("/q/health/" + probe))
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"));
    }

    @Test
    void statsNameTheService() {
        given().get(management.resolve("/monitoring/stats"))
                .then()
                .statusCode(200)
                .body("service", equalTo("quiz-service"));
    }

    @Test
    void openApiHasThePaths() {
        openApi()
                .statusCode(200)
                .body(
                        "paths.keySet()",
                        containsInAnyOrder(
                                "/api/v1/quizzes",
                                "/api/v1/quizzes/{id}",
                                "/api/v1/quizzes/{quizId}/questions",
                                "/api/v1/quizzes/{quizId}/questions/{id}",
                                "/api/v1/message-channels",
                                "/api/v1/message-channels/{id}",
                                "/api/v1/message-channels/{id}/secret",
                                "/api/v1/message-channels/{id}/test",
                                "/api/v1/quizzes/{id}/announcements",
                                "/api/v1/quizzes/{id}/duplicate",
                                "/api/v1/quizzes/{id}/open",
                                "/api/v1/quizzes/{id}/start",
                                "/api/v1/quizzes/{id}/next",
                                "/api/v1/quizzes/{id}/closing",
                                "/api/v1/quizzes/{id}/close",
                                "/api/v1/quizzes/{quizId}/reward",
                                "/api/v1/quizzes/{quizId}/reward/dry-run",
                                "/api/v1/quizzes/{quizId}/reward/distribute",
                                "/api/v1/quizzes/{quizId}/reward/payouts",
                                "/api/v1/quizzes/{quizId}/reward/channel",
                                "/api/v1/rewards",
                                "/api/v1/rewards/accounts",
                                "/api/v1/rewards/payouts",
                                "/api/v1/rewards/payouts/{id}",
                                "/api/v1/rewards/payouts/{id}/confirm",
                                "/api/v1/rewards/payouts/{id}/fail",
                                "/api/v1/rewards/payouts/{id}/retry",
                                "/api/v1/messages",
                                "/api/v1/messages/{id}",
                                "/api/v1/messages/{id}/cancel",
                                "/api/v1/points/me",
                                "/api/v1/points/me/history",
                                "/api/v1/points/leaderboard",
                                "/api/v1/points/users/me/rank",
                                "/api/v1/points/users/{id}/rank",
                                "/api/v1/quizzes/imports",
                                "/api/v1/quizzes/{id}/imports",
                                "/api/v1/quizzes/{id}/export",
                                "/api/v1/quizzes/{id}/results",
                                "/api/v1/quizzes/{id}/leaderboard",
                                "/api/v1/quizzes/{id}/leaderboard/live",
                                "/api/v1/quizzes:join",
                                "/api/v1/quizzes/{id}/play",
                                "/api/v1/quizzes/{id}/attempts",
                                "/api/v1/quizzes/{id}/attempts/{number}",
                                "/api/v1/quizzes/{id}/attempts/{number}/questions",
                                "/api/v1/quizzes/{id}/attempts/{number}/questions/next",
                                "/api/v1/quizzes/{id}/attempts/{number}/finish",
                                "/api/v1/quizzes/{id}/answers"));
    }

    @Test
    void openApiTellsTheKindsOfQuestionsApart() {
        openApi()
                .body("components.schemas.Question.discriminator.propertyName", equalTo("kind"))
                .body(
                        "components.schemas.Question.discriminator.mapping.keySet()",
                        containsInAnyOrder("single_choice", "multiple_choice", "ordering", "numeric", "text"))
                .body("components.schemas.NumericQuestion.required", hasItem("kind"))
                .body("components.schemas.NumericQuestion.properties.kind.enum", equalTo(List.of("numeric")));
    }

    @Test
    void openApiSaysWhatComesBack() {
        openApi()
                .body(
                        "paths.'/api/v1/quizzes'.post.responses.'201'.content.'application/json'.schema.$ref",
                        equalTo("#/components/schemas/QuizView"))
                .body(
                        "paths.'/api/v1/quizzes/{id}'.put.responses.'200'.content.'application/json'.schema.$ref",
                        equalTo("#/components/schemas/QuizView"))
                .body(
                        "paths.'/api/v1/quizzes/{quizId}/questions/{id}'.get.responses.'200'.content.'application/json'"
                                + ".schema.$ref",
                        equalTo("#/components/schemas/Question"));
    }

    private ValidatableResponse openApi() {
        return given().get(management.resolve("/q/openapi?format=json")).then();
    }
}

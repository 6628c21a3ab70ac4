package dev.trainyard.quiz.porting;

import dev.trainyard.testkit.TestUser;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** A fresh user who takes questions from files. */
record Importer(TestUser user) {

    static final String QUIZZES = "/api/v1/quizzes";

    static Importer fresh() {
        return new Importer(TestUser.fresh());
    }

    /** What an import of a file into a new quiz answers. */
    Response imports(String format, String file, String... more) {
        return posts(
                QUIZZES + "/imports?title=T&format=" + format + String.join("", more),
                file.getBytes(StandardCharsets.UTF_8));
    }

    Response posts(String path, byte[] file) {
        return user.request()
                .config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .urlEncodingEnabled(false)
                .contentType("application/octet-stream")
                .body(file)
                .post(path);
    }

    /** The path of a new quiz that is made of a file. */
    String taking(String format, String file) {
        Response imported = imports(format, file);
        if (imported.statusCode() != 201) {
            throw new AssertionError(imported.asString());
        }
        return imported.header("Location").substring(imported.header("Location").indexOf(QUIZZES));
    }

    /** The questions that a file makes, without their ids. */
    List<JsonObject> questionsIn(String format, String file) {
        return questionsOf(taking(format, file));
    }

    /** The path of a new quiz. */
    String writes(JsonObject... questions) {
        JsonObject quiz = new JsonObject().put("title", "Written").put("questions", new JsonArray(List.of(questions)));
        Response created = user.sends(quiz.encode()).post(QUIZZES);
        if (created.statusCode() != 201) {
            throw new AssertionError(created.asString());
        }
        return QUIZZES + "/" + created.path("id");
    }

    JsonObject reads(String quiz) {
        return new JsonObject(user.request().get(quiz).asString());
    }

    /** Without their ids. */
    List<JsonObject> questionsOf(String quiz) {
        JsonArray questions = reads(quiz).getJsonArray("questions");
        return IntStream.range(0, questions.size())
                .mapToObj(questions::getJsonObject)
                .peek(question -> question.remove("id"))
                .toList();
    }

    Response exports(String quiz, String format) {
        return user.request().get(quiz + "/export?format=" + format);
    }
}

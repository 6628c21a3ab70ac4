package dev.trainyard.systemtests;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README promises, tried on the running suite. */
@TestMethodOrder(OrderAnnotation.class)
class SuiteTest {

    private static final int LAST = Integer.MAX_VALUE;
    private static final Path REAL_EXPORT = Path.of("../../shared/data/strong-export.csv");

    private static final String STRONG = """
            Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,RPE
            2024-11-28 17:36:08,"B",35m,"Bench Press (Barbell)",1,80.0,5.0,0,0.0,
            2024-11-28 17:36:08,"B",35m,"Bench Press (Barbell)",2,100.0,1.0,0,0.0,
            """;

    private static RunningSuite suite;

    @BeforeAll
    static void start() throws Exception {
        suite = RunningSuite.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (suite != null) {
            suite.remove();
        }
    }

    private static RequestSpecification as(String user) throws Exception {
        return given().baseUri(suite.url()).header("Authorization", "Bearer " + suite.token(user));
    }

    private static String someone() {
        return "user-" + UUID.randomUUID();
    }

    @Test
    void tourOfTheReadme() throws Exception {
        RequestSpecification ada = as(someone());
        String workout = given(ada)
                .contentType(ContentType.JSON)
                .body("{\"name\":\"Push day\"}")
                .post("/api/v1/workouts")
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
        for (String set : List.of(
                "\"weight\":40,\"reps\":10,\"type\":\"warmup\"",
                "\"weight\":80,\"reps\":5",
                "\"weight\":82.5,\"reps\":5")) {
            given(ada)
                    .contentType(ContentType.JSON)
                    .body("{\"exercise\":\"Bench Press (Barbell)\",\"unit\":\"kg\"," + set + "}")
                    .post(workout + "/sets")
                    .then()
                    .statusCode(201);
        }
        given(ada)
                .noContentType()
                .post(workout + "/finish")
                .then()
                .statusCode(200)
                .body("sets.number", contains(1, 2, 3));
        given(ada)
                .contentType("text/csv")
                .body(STRONG)
                .post("/api/v1/imports")
                .then()
                .statusCode(201)
                .body("workouts", equalTo(1))
                .body("sets", equalTo(2));
        given(ada)
                .get("/api/v1/dashboard")
                .then()
                .statusCode(200)
                .body("sets", equalTo(3))
                .body("volume", equalTo(812.5f));
        given(ada)
                .queryParam("exercise", "Bench Press (Barbell)")
                .get("/api/v1/records")
                .then()
                .statusCode(200)
                .body("items.find { it.kind == 'weight' }.value", equalTo(100));
    }

    @Test
    void realExportIsTakenInWhole() throws Exception {
        assumeTrue(Files.exists(REAL_EXPORT), "SKIPPED: the real export is not on this machine");
        as(someone())
                .contentType("text/csv")
                .body(Files.readString(REAL_EXPORT))
                .post("/api/v1/imports")
                .then()
                .statusCode(201)
                .body("workouts", equalTo(15))
                .body("sets", equalTo(250))
                .body("exercises", equalTo(19))
                .body("skippedCount", equalTo(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/workflows|{'definition':{'document':{'dsl':'1.0.0','namespace':'club','name':'hello',"
                        + "'version':'1.0.0'},'do':[{'greet':{'set':{'text':'hello'}}}]}}",
                "/api/v1/activities|{'type':'run','startedAt':'2026-01-02T03:04:05Z','durationSeconds':1800}",
                "/api/v1/quizzes|{'title':'Capitals','questions':[]}"
            })
    void eachServiceKeepsWhatIsItsUsers(String path, String body) throws Exception {
        RequestSpecification ada = as(someone());
        String created = given(ada)
                .contentType(ContentType.JSON)
                .body(body.replace('\'', '"'))
                .post(path)
                .then()
                .statusCode(201)
                .header("Location", startsWith(path))
                .extract()
                .header("Location");
        given(ada).get(created).then().statusCode(200);
        as(someone()).get(created).then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void statusIsOpenAndShowsEachService() {
        given().get(suite.url() + "/status")
                .then()
                .statusCode(200)
                .body("status", equalTo("up"))
                .body("services.keySet()", hasItems("workout", "training", "deployment", "quiz"));
    }

    @Test
    void oneDocumentDescribesTheWholeApi() {
        given().get(suite.url() + "/openapi")
                .then()
                .statusCode(200)
                .body("paths", hasKey("/api/v1/workouts"))
                .body("paths", hasKey("/api/v1/activities"))
                .body("paths", hasKey("/api/v1/workflows"))
                .body("paths", hasKey("/api/v1/quizzes"))
                .body("components.schemas.size()", greaterThanOrEqualTo(10));
        given().get(suite.url() + "/docs/").then().statusCode(200).contentType(ContentType.HTML);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/workouts", "/api/v1/activities", "/api/v1/workflows", "/api/v1/quizzes"})
    void nothingElseIsOpen(String path) {
        given().get(suite.url() + path).then().statusCode(401).contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health", "/metrics", "/monitoring/stats", "/q/openapi", "/nothing"})
    void managementCannotBeReachedThroughTheGateway(String path) throws Exception {
        as(someone()).get(path).then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void secondStartIsRefusedInOneLine() throws Exception {
        RunningSuite.Outcome second = suite.run("up", "--port", Integer.toString(suite.port()));
        assertEquals(1, second.exitCode());
        assertEquals(1, second.output().lines().count(), second.output());
        assertTrue(second.output().contains(Integer.toString(suite.port())), second.output());
    }

    @Test
    @Order(LAST)
    void interruptedSuiteLeavesNothingBehind() throws Exception {
        assertEquals(0, suite.interrupt());
        assertEquals(List.of(), suite.leftBehind());
        assertTrue(suite.portsAreFree());
    }
}

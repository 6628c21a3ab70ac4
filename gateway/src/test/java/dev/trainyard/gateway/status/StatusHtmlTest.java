package dev.trainyard.gateway.status;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.gateway.status.ServiceState.Condition;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class StatusHtmlTest {

    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void browserGetsAPage() {
        await().until(() -> "up".equals(given().get("/status").path("services.workout.status"))
                && "down".equals(given().get("/status").path("services.absent.status")));

        String page = page();

        assertTrue(page.contains("<html lang=\"en\">"), page);
        assertTrue(page.contains("Some services are down"), page);
        assertTrue(page.contains("<th scope=\"row\">workout</th><td class=\"up\">&#10003; up</td>"), page);
        assertTrue(page.contains("<th scope=\"row\">absent</th><td class=\"down\">&#10007; down</td>"), page);
        assertTrue(page.contains("http-equiv=\"refresh\""), page);
        assertTrue(page.contains("prefers-color-scheme: dark"), page);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*/*", "application/json", "application/json, text/html;q=0.9", "text/html;q=0", "image/png"})
    void programGetsJson(String accepted) {
        given().header("Accept", accepted)
                .get("/status")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Vary", "Accept");
    }

    @Test
    void pageMayHaveItsOwnStyleAndNothingElse() throws Exception {
        String page = page();
        Matcher style = Pattern.compile("<style>(.*)</style>", Pattern.DOTALL).matcher(page);
        assertTrue(style.find());
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256")
                        .digest(style.group(1).getBytes(StandardCharsets.UTF_8)));

        given().header("Accept", BROWSER)
                .get("/status")
                .then()
                .header(
                        "Content-Security-Policy",
                        equalTo("default-src 'none'; style-src 'sha256-" + hash
                                + "'; frame-ancestors 'none'; base-uri 'none'"));
        assertFalse(page.contains("<script"), page);
        assertFalse(page.contains(" style="), page);
        assertFalse(page.contains("://"), page);
    }

    @Test
    void pageTellsNothingOfWhereOrWhy() {
        assertFalse(page().contains("127.0.0.1"));
        assertFalse(page().contains("refused"));
    }

    @Test
    void browserAtTheRootIsShownTheReference() {
        given().redirects()
                .follow(false)
                .header("Accept", BROWSER)
                .get("/")
                .then()
                .statusCode(302)
                .header("Location", "/docs/");
        given().get("/").then().statusCode(404).body("type", equalTo("urn:problem:not-found"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T11:59:01Z, less than a minute ago",
        "2026-11-22T11:59:00Z, 1 minute ago",
        "2026-11-22T11:00:01Z, 59 minutes ago",
        "2026-11-22T11:00:00Z, 1 hour ago",
        "2026-11-20T12:00:00Z, 2 days ago"
    })
    void pageSaysForHowLong(Instant since, String words) {
        String page = StatusHtml.page(Overall.UP, Map.of("workout", new ServiceState(Condition.UP, since, 3L)), NOW);

        assertTrue(page.contains(">" + words + "</time></td><td>3 ms</td>"), page);
        assertTrue(page.contains("All services are up"), page);
    }

    @Test
    void nameOfAServiceIsNoMarkup() {
        String page =
                StatusHtml.page(Overall.DOWN, Map.of("<b>\"&", new ServiceState(Condition.UNKNOWN, NOW, null)), NOW);

        assertTrue(page.contains("&lt;b&gt;&quot;&amp;"), page);
        assertTrue(page.contains("<td class=\"unknown\">? unknown</td>"), page);
        assertFalse(page.contains("<b>"), page);
    }

    private static String page() {
        return given().header("Accept", BROWSER)
                .get("/status")
                .then()
                .statusCode(200)
                .contentType(containsString("text/html"))
                .header("Cache-Control", "no-store")
                .extract()
                .asString();
    }
}

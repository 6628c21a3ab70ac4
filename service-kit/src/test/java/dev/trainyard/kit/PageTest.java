package dev.trainyard.kit;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PageTest {

    private final TestUser ada = TestUser.fresh();

    @Test
    void pagesTogetherAreTheWholeListInOrder() {
        List<String> titles = IntStream.range(0, 7).mapToObj(i -> "note " + i).toList();
        titles.forEach(title -> ada.sends("{\"title\":\"" + title + "\"}").post("/api/v1/notes"));

        List<String> read = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            var page = ada.request()
                    .queryParam("limit", 3)
                    .queryParam("cursor", cursor)
                    .get("/api/v1/notes")
                    .jsonPath();
            read.addAll(page.getList("items.title", String.class));
            cursor = page.getString("next");
        }
        assertEquals(titles, read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "-1", "ten", "1e2", "99999999999"})
    void limitOutOfBoundsIsRefused(String limit) {
        ada.request()
                .queryParam("limit", limit)
                .get("/api/v1/notes")
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("limit"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "!!!", "MTIz", "MR8y"})
    void cursorOfSomethingElseIsRefused(String cursor) {
        ada.request()
                .queryParam("cursor", cursor)
                .get("/api/v1/notes")
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("cursor"));
    }
}

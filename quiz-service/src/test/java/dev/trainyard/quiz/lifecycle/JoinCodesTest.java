package dev.trainyard.quiz.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class JoinCodesTest {

    @Inject
    JoinCodes codes;

    @Inject
    LifecycleStore store;

    private final Host host = Host.fresh();

    @Test
    void codeThatIsTakenIsPassedOver() {
        String taken = codeOf(host.has("open"));
        String free = codes.candidates().getFirst();
        String quiz = host.has("draft");

        store.open(host.user().id(), Host.idOf(quiz), List.of(taken, free));

        assertEquals(free, codeOf(quiz));
    }

    @Test
    void codeOfAClosedQuizIsFree() {
        String first = host.has("open");
        String code = codeOf(first);
        host.does("close", first);
        String quiz = host.has("draft");

        store.open(host.user().id(), Host.idOf(quiz), List.of(code));

        assertEquals(code, codeOf(quiz));
    }

    private String codeOf(String quiz) {
        return host.creator().reads(quiz).getJsonObject("course").getString("joinCode");
    }
}

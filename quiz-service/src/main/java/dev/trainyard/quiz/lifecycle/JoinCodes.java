package dev.trainyard.quiz.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the codes by which quizzes are joined: nobody guesses one of a billion. */
@ApplicationScoped
class JoinCodes {

    // Without what is mistaken for something else when it is read out or written on a board: I and 1, O and 0.
    private static final String SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int LENGTH = 6;
    private static final int CANDIDATES = 8;

    // Seeded when it is first used, not when a native image is built.
    private final SecureRandom random = new SecureRandom();

    /** Some codes, since the first may be taken. */
    List<String> candidates() {
        return Stream.generate(this::code).limit(CANDIDATES).toList();
    }

    private String code() {
        return random.ints(LENGTH, 0, SIGNS.length())
                .mapToObj(sign -> SIGNS.substring(sign, sign + 1))
                .collect(Collectors.joining());
    }
}

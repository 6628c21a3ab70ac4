package dev.trainyard.quiz.play;

import dev.trainyard.quiz.authoring.Pace;
import dev.trainyard.quiz.question.OrderingQuestion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What does not change any more of a quiz that was opened, with the right answers. How far it has come is not here: the
 * database is asked for that, each time.
 *
 * @param shuffleKey what the orders are made of
 */
record OpenedQuiz(
        UUID id,
        String title,
        String description,
        PlaySettings settings,
        boolean shufflesQuestions,
        boolean shufflesOptions,
        UUID shuffleKey,
        List<OpenedQuestion> questions,
        Map<UUID, OpenedQuestion> byId) {

    OpenedQuiz(
            UUID id,
            String title,
            String description,
            PlaySettings settings,
            boolean shufflesQuestions,
            boolean shufflesOptions,
            UUID shuffleKey,
            List<OpenedQuestion> questions) {
        this(
                id,
                title,
                description,
                settings,
                shufflesQuestions,
                shufflesOptions,
                shuffleKey,
                questions,
                questions.stream().collect(Collectors.toMap(OpenedQuestion::id, Function.identity())));
    }

    Optional<OpenedQuestion> question(UUID question) {
        return Optional.ofNullable(byId.get(question));
    }

    /** Whether a player sees one question after the other, each with a clock of its own that starts when it is shown. */
    boolean isStepwise() {
        return settings.pace() == Pace.SELF
                && questions.stream().anyMatch(asked -> asked.question().timeLimitSeconds() != null);
    }

    /** The questions in the order in which {@code attempt} of {@code player} shows them. */
    List<OpenedQuestion> inOrder(String player, int attempt) {
        if (!shufflesQuestions || settings.pace() == Pace.HOST) {
            return questions;
        }
        return KeyedOrder.of(shuffleKey, "questions\n" + attempt + "\n" + player, questions.size()).stream()
                .map(questions::get)
                .toList();
    }

    /**
     * The options of a question as {@code attempt} of {@code player} shows them: at each place the creator's number of the
     * option that stands there. What is to be put in order is always shuffled.
     */
    List<Integer> optionsInOrder(String player, int attempt, OpenedQuestion asked) {
        int size = asked.options().size();
        String about = "options\n" + asked.id() + "\n" + attempt + "\n" + player;
        if (asked.question() instanceof OrderingQuestion) {
            return KeyedOrder.hiding(shuffleKey, about, size);
        }
        return shufflesOptions ? KeyedOrder.of(shuffleKey, about, size) : KeyedOrder.ascending(size);
    }
}

package dev.trainyard.quiz.play;

import dev.trainyard.kit.rollout.RolloutDefinition;
import dev.trainyard.kit.rollout.Rollouts;
import dev.trainyard.quiz.authoring.QuizStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The rules of answering: what can be said of answers without a clock is said here, the rest where they are stored. */
// So that its metrics are there before they are needed.
@Startup
@ApplicationScoped
class AnswerService {

    @Produces
    static final RolloutDefinition ROLLOUT =
            new RolloutDefinition("bulk-answers", "Answers sent together saved by one statement, not one by one");

    private static final Logger LOG = Logger.getLogger(AnswerService.class);

    private final OpenedQuizzes quizzes;
    private final Rollouts rollouts;
    private final AnswerStore fast;
    private final PlainAnswerStore plain;
    private final AttemptStore attempts;
    private final Timer saves;
    private final Map<AnswerOutcome, Counter> outcomes = new EnumMap<>(AnswerOutcome.class);

    AnswerService(
            OpenedQuizzes quizzes,
            Rollouts rollouts,
            AnswerStore fast,
            PlainAnswerStore plain,
            AttemptStore attempts,
            MeterRegistry metrics) {
        this.quizzes = quizzes;
        this.rollouts = rollouts;
        this.fast = fast;
        this.plain = plain;
        this.attempts = attempts;
        this.saves = Timer.builder("trainyard.quiz.answer.saves")
                .description("Requests that save answers, with the wait for a connection")
                .register(metrics);
        for (AnswerOutcome outcome : AnswerOutcome.values()) {
            outcomes.put(
                    outcome,
                    Counter.builder("trainyard.quiz.answers")
                            .description("Answers by what became of them")
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .register(metrics));
        }
    }

    /** Saves what can be taken of {@code batch}; the rest is told with its reason. */
    SavedAnswers save(String player, UUID quizId, AnswerBatch batch) {
        long arrivedNanos = System.nanoTime();
        batch.requireFew();
        OpenedQuiz quiz = quizzes.of(player, quizId);
        int attempt = batch.attemptOf(quiz);
        AnswerOutcome[] became = new AnswerOutcome[batch.answers().size()];
        List<JudgedAnswer> judged = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        Map<UUID, Integer> times = timesOf(batch.answers());
        for (int place = 0; place < became.length; place++) {
            AnswerDraft answer = batch.answers().get(place);
            Optional<OpenedQuestion> asked = quiz.question(answer.question());
            if (asked.isEmpty()) {
                became[place] = AnswerOutcome.UNKNOWN_QUESTION;
            } else if (times.get(answer.question()) > 1) {
                became[place] = AnswerOutcome.TWICE;
            } else {
                Optional<JudgedAnswer> fitting =
                        Judge.judge(asked.get(), answer, quiz.optionsInOrder(player, attempt, asked.get()));
                fitting.ifPresent(judged::add);
                if (fitting.isPresent()) {
                    places.add(place);
                } else {
                    became[place] = AnswerOutcome.MALFORMED;
                }
            }
        }
        List<AnswerOutcome> saved = save(new Submission(player, quiz, attempt, judged, arrivedNanos));
        for (int i = 0; i < saved.size(); i++) {
            became[places.get(i)] = saved.get(i);
        }
        SavedAnswers answers = SavedAnswers.of(batch.answers(), List.of(became));
        tell(answers, List.of(became), System.nanoTime() - arrivedNanos);
        return answers;
    }

    private List<AnswerOutcome> save(Submission submission) {
        Saving saving = rollouts.write(
                        ROLLOUT.name(), submission.player(), () -> plain.save(submission), () -> fast.save(submission))
                .orElseThrow(() -> attempts.refusal(submission.player(), submission.quizId()));
        if (saving.status() != QuizStatus.RUNNING) {
            throw saving.status().conflict();
        }
        return saving.outcomes();
    }

    private void tell(SavedAnswers saved, List<AnswerOutcome> all, long nanos) {
        saves.record(nanos, TimeUnit.NANOSECONDS);
        for (AnswerOutcome outcome : AnswerOutcome.values()) {
            int times = Collections.frequency(all, outcome);
            if (times > 0) {
                outcomes.get(outcome).increment(times);
            }
        }
        LOG.infof(
                "Bulk save completed in %.3fs: updated %d answers, inserted %d new answers",
                nanos / 1e9, saved.updated(), saved.inserted());
    }

    private static Map<UUID, Integer> timesOf(List<AnswerDraft> answers) {
        Map<UUID, Integer> times = new HashMap<>();
        answers.forEach(answer -> times.merge(answer.question(), 1, Integer::sum));
        return times;
    }
}

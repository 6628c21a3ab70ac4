package dev.trainyard.quiz.lifecycle;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Notes the end of a quiz before the others do. */
@ApplicationScoped
@Priority(Integer.MAX_VALUE)
class EarlyEnd implements QuizEnd {

    private final CourseRecorder recorder;

    EarlyEnd(CourseRecorder recorder) {
        this.recorder = recorder;
    }

    @Override
    public void settled(String creator, UUID quiz) {
        recorder.tell(creator, quiz, "settling");
    }
}

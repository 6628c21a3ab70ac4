package dev.trainyard.quiz.lifecycle;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Notes the end of a quiz before the others do. */
@ApplicationScoped
@Priority(1)
class EarlyEnd implements QuizEnd {

    private final CourseRecorder recorder;

    EarlyEnd(CourseRecorder recorder) {
        this.recorder = recorder;
    }

    @Override
    public void closed(String creator, UUID quiz) {
        recorder.tell(creator, quiz, "closing");
    }
}

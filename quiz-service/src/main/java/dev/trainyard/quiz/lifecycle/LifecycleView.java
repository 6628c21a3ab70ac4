package dev.trainyard.quiz.lifecycle;

import dev.trainyard.quiz.authoring.Course;
import dev.trainyard.quiz.authoring.QuizStatus;
import java.util.UUID;

/** How far a quiz has come, for its creator: the quiz without what was written. */
record LifecycleView(UUID id, QuizStatus status, Course course, long version) {}

package dev.trainyard.quiz.authoring;

import dev.trainyard.quiz.question.Question;

/** A question, and the version of the quiz in which it is asked. */
record AskedQuestion(Question question, long quizVersion) {}

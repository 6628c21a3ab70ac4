package dev.trainyard.quiz.porting;

import dev.trainyard.quiz.question.Question;
import java.util.List;

/** A way to write questions into a file. */
interface QuestionFormat {

    /** Finds the questions of a file, and what is none. */
    void read(SourceText file, Findings findings);

    /** A file of questions, which reads as the same ones, as far as the format has a place for what they are. */
    String write(List<Question> questions);
}

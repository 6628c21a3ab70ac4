package dev.trainyard.quiz.authoring;

import dev.trainyard.http.problem.Problem;
import java.util.Arrays;

/** What a request says, by {@code If-Match}, about the version of the quiz that it means to change. */
record Precondition(String ifMatch, boolean required) {

    /** For a request that replaces what is there, and so must know it. */
    static Precondition required(String ifMatch) {
        return new Precondition(ifMatch, true);
    }

    /** For a request that makes sense whatever is there, but may still say what it expects. */
    static Precondition optional(String ifMatch) {
        return new Precondition(ifMatch, false);
    }

    /** The entity tag of a version, as it stands in the headers. */
    static String tagOf(long version) {
        return "\"" + version + "\"";
    }

    /** Refuses the request unless it is about {@code version}. */
    void check(long version) {
        if (ifMatch == null) {
            if (required) {
                throw Problem.preconditionRequired("Send the quiz's ETag that you last read in If-Match.");
            }
            return;
        }
        String tag = tagOf(version);
        if (Arrays.stream(ifMatch.split(","))
                .map(String::strip)
                .noneMatch(sent -> sent.equals(tag) || sent.equals("*"))) {
            throw Problem.preconditionFailed("The quiz changed since you read it.");
        }
    }
}

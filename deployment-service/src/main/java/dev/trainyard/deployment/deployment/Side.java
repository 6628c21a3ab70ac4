package dev.trainyard.deployment.deployment;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import java.util.regex.Pattern;

/**
 * One side of a comparison.
 *
 * @param selector a version's number, {@code active} or {@code draft}
 */
record Side(String selector) {

    private static final Pattern KNOWN = Pattern.compile("[1-9][0-9]{0,8}|active|draft");

    /**
     * What a query parameter says.
     *
     * @throws Problem 400 when that is nothing to compare
     */
    static Side of(String parameter, String selector) {
        if (!KNOWN.matcher(selector).matches()) {
            throw Problem.invalid(Violation.inQuery(parameter, "must be a version's number, active or draft"));
        }
        return new Side(selector);
    }

    boolean isDraft() {
        return selector.equals("draft");
    }
}

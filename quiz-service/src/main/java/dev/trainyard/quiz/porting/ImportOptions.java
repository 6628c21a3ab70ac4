package dev.trainyard.quiz.porting;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The query that says how to read a file. */
public class ImportOptions {

    @QueryParam("format")
    @Parameter(description = "opentriviaqa, csv or gift", required = true, example = "opentriviaqa")
    String format;

    @QueryParam("dryRun")
    @Parameter(description = "true to be told what an import would do")
    String dryRun;

    FileFormat format() {
        return FileFormat.of(format, "");
    }

    boolean isDryRun() {
        return isTrue("dryRun", dryRun);
    }

    /** Whether a parameter says true; false without it. */
    static boolean isTrue(String name, String value) {
        if (value != null && !value.equals("true") && !value.equals("false")) {
            throw Problem.invalid(Violation.inQuery(name, "must be true or false"));
        }
        return "true".equals(value);
    }
}

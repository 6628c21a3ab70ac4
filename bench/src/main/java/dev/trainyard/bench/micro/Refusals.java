package dev.trainyard.bench.micro;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import io.vertx.core.buffer.Buffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What it costs to refuse a request: an exception through all the calls between a rule and the answer, and the answer's JSON. */
@State(Scope.Benchmark)
public class Refusals {

    private static final String REQUEST_ID = "0198f5a2-4b1e-7c3d-9a60-2f1d8e7b6c54";

    // As deep as the stack is below a resource of a service.
    @Param("60")
    private int calls;

    private static final class Traced extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** As a common exception does, which takes down where it was made. */
    @Benchmark
    public Buffer withStackTrace() {
        try {
            return below(calls, true);
        } catch (Traced refused) {
            return problem().toJson(REQUEST_ID).toBuffer();
        }
    }

    /** As ours does. */
    @Benchmark
    public Buffer asProblem() {
        try {
            return below(calls, false);
        } catch (Problem refused) {
            return refused.toJson(REQUEST_ID).toBuffer();
        }
    }

    private static Buffer below(int left, boolean isTraced) {
        if (left > 0) {
            return below(left - 1, isTraced);
        }
        throw isTraced ? new Traced() : problem();
    }

    private static Problem problem() {
        return Problem.invalid(new Violation("body", "/sets/0/weight", "must be less than or equal to 1000"));
    }
}

package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Map;

/**
 * One evaluation: its variables, and what it may still cost. Whatever loops, recurs or builds asks here first, so there is
 * nothing in an expression that could go on for longer, and nobody else has to watch it.
 */
final class Evaluation {

    /**
     * So much is done between two looks at the clock, less than a millisecond of it. What is over before the first look is
     * never too slow: it was the machine that paused.
     */
    private static final long LOOK_EVERY = 4_096;

    private final Limits limits;
    private final Map<String, JsonNode> variables;
    private final long start = System.nanoTime();

    private long stepsToLook;
    private long stepsAfterLook;
    private long memory;
    private long result;
    private int depth;

    Evaluation(Limits limits, Map<String, JsonNode> variables) {
        this.limits = limits;
        this.variables = variables;
        this.stepsToLook = Math.min(LOOK_EVERY, limits.steps());
        this.stepsAfterLook = limits.steps() - stepsToLook;
        this.memory = limits.memory();
        this.result = limits.result();
    }

    /** Work of about ten nanoseconds. */
    void step() {
        if (--stepsToLook < 0) {
            look();
        }
    }

    /** As many steps. */
    void steps(long count) {
        stepsToLook -= count;
        if (stepsToLook < 0) {
            look();
        }
    }

    private void look() {
        if (stepsAfterLook + stepsToLook < 0) {
            throw new ExpressionException("takes more than " + limits.steps() + " steps");
        }
        if (System.nanoTime() - start > limits.nanos()) {
            throw new ExpressionException("takes more than " + limits.nanos() / 1_000_000 + " ms");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new ExpressionException("was cancelled");
        }
        long left = stepsAfterLook + stepsToLook;
        stepsToLook = Math.min(LOOK_EVERY, left);
        stepsAfterLook = left - stepsToLook;
    }

    /** To be asked before so many bytes are built. */
    void build(long bytes) {
        memory -= bytes;
        if (memory < 0) {
            throw new ExpressionException("builds more than " + limits.memory() + " bytes on its way");
        }
        // Filling memory takes time too.
        steps(1 + (bytes >> 5));
    }

    /** To be asked before a result gets so many bytes more. */
    void give(long bytes) {
        result -= bytes;
        if (result < 0) {
            throw new ExpressionException("yields more than " + limits.result() + " bytes of JSON");
        }
    }

    /** One level deeper; {@link #leave()} has to follow, whatever happens between. */
    void enter() {
        step();
        if (++depth > limits.depth()) {
            throw new ExpressionException("nests calls or values deeper than " + limits.depth());
        }
    }

    void leave() {
        depth--;
    }

    Limits limits() {
        return limits;
    }

    JsonNode variable(String name) {
        JsonNode value = variables.get(name);
        if (value == null && !variables.containsKey(name)) {
            throw new Raised("$" + name + " is not defined here");
        }
        return value == null ? NullNode.instance : value;
    }
}

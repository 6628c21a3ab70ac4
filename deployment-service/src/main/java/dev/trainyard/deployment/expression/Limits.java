package dev.trainyard.deployment.expression;

/**
 * What one evaluation may cost.
 *
 * @param nanos how long it may take
 * @param steps how much work it may be
 * @param memory the bytes that it may build, estimated
 * @param result the bytes that its result may have as JSON
 * @param nesting how deeply its result may be nested
 * @param depth how deeply calls and values may be nested on the way
 */
record Limits(long nanos, long steps, long memory, long result, int nesting, int depth) {

    /** For what is ours and known to be small. */
    static final Limits NONE = new Limits(
            Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    static Limits of(ExpressionConfig config) {
        return new Limits(
                config.timeLimit().toNanos(),
                config.maxSteps(),
                config.maxMemory().asLongValue(),
                config.maxResult().asLongValue(),
                config.maxNesting(),
                config.maxDepth());
    }
}

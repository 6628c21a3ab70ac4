package dev.trainyard.deployment.engine;

/** The limits of a test's runs. */
record Limits(long maxSteps, long maxStateBytes, int maxNesting, int maxTasksAtOnce, int stepsPerAdvance)
        implements EngineConfig {

    static final Limits USUAL = new Limits(100_000, 4 << 20, 64, 1000, 100);

    Limits steps(long steps) {
        return new Limits(steps, maxStateBytes, maxNesting, maxTasksAtOnce, stepsPerAdvance);
    }

    Limits bytes(long bytes) {
        return new Limits(maxSteps, bytes, maxNesting, maxTasksAtOnce, stepsPerAdvance);
    }

    Limits nesting(int nesting) {
        return new Limits(maxSteps, maxStateBytes, nesting, maxTasksAtOnce, stepsPerAdvance);
    }

    Limits atOnce(int tasks) {
        return new Limits(maxSteps, maxStateBytes, maxNesting, tasks, stepsPerAdvance);
    }

    Limits perAdvance(int steps) {
        return new Limits(maxSteps, maxStateBytes, maxNesting, maxTasksAtOnce, steps);
    }
}

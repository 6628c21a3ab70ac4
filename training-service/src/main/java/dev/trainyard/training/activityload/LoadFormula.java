package dev.trainyard.training.activityload;

/**
 * How a load is computed, step by step: the plain twin of the SQL function that computes what is stored. It explains a
 * load to its user, and says in tests what the function has to give.
 */
interface LoadFormula {

    LoadMetric metric();

    /** Its name with its version; what it computes never changes. */
    String id();

    ExplainedLoad explain(LoadInput input);
}

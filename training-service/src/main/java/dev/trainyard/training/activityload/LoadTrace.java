package dev.trainyard.training.activityload;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The way to one load, written down while it is computed. */
final class LoadTrace {

    private final LoadFormula formula;
    private final Map<String, Object> inputs = new LinkedHashMap<>();
    private final Map<String, Object> constants = new LinkedHashMap<>();
    private final List<LoadStep> steps = new ArrayList<>();

    LoadTrace(LoadFormula formula) {
        this.formula = formula;
    }

    /** Something that the load depends on; null when unknown. */
    LoadTrace input(String name, Object value) {
        inputs.put(name, value);
        return this;
    }

    LoadTrace constant(String name, double value) {
        constants.put(name, Rounded.step(value));
        return this;
    }

    /** What {@code calculation} gives, which this also answers. */
    double step(String name, String calculation, double value) {
        steps.add(new LoadStep(name, calculation, Rounded.step(value)));
        return value;
    }

    ExplainedLoad is(double value) {
        return explained(value, null);
    }

    ExplainedLoad isUnknown(String reason) {
        return explained(null, reason);
    }

    /** A number as it stands in a calculation. */
    static String text(double value) {
        return Rounded.step(value).toPlainString();
    }

    /** A number as it stands in a calculation. */
    static String text(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }

    private ExplainedLoad explained(Double value, String reason) {
        return new ExplainedLoad(formula.metric(), formula.id(), Rounded.load(value), reason, inputs, constants, steps);
    }
}

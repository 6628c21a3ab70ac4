package dev.trainyard.training.activityload;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One load and the way to it.
 *
 * @param value null when there is none
 * @param reason why there is none, as a code that never changes
 * @param inputs what it depends on, null where unknown
 */
record ExplainedLoad(
        LoadMetric metric,
        @Schema(examples = "banister@1") String formula,
        @Schema(examples = "117.9399") BigDecimal value,
        String reason,
        Map<String, Object> inputs,
        Map<String, Object> constants,
        List<LoadStep> steps) {}

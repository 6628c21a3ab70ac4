package dev.trainyard.kit.rollout;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;

/**
 * What a rollout turns itself off at.
 *
 * @param mismatches so many answers that differ
 * @param errorsPerMille a share of failing calls above this, when plain is not above it too
 * @param latencyRatio a p95 latency above so many times that of plain
 * @param minCalls how many calls errors and latency are judged by
 */
@RegisterForReflection
public record RolloutBounds(int mismatches, int errorsPerMille, BigDecimal latencyRatio, int minCalls) {}

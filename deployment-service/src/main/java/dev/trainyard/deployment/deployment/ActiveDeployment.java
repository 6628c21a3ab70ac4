package dev.trainyard.deployment.deployment;

import dev.trainyard.deployment.run.RunSettings;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What an invocation needs to know of a deployment.
 *
 * @param isActive whether it takes invocations; false when it is paused
 * @param latestVersion its versions are 1 to this
 * @param canary null when there is none
 * @param maxConcurrent null for no limit
 * @param pauseAfterFailures so many in a row pause it; null for never
 */
public record ActiveDeployment(
        String user,
        UUID id,
        String name,
        boolean isActive,
        int activeVersion,
        int latestVersion,
        Canary canary,
        RunSettings settings,
        Integer maxConcurrent,
        WhenFull whenFull,
        Integer pauseAfterFailures) {

    /**
     * The version that gets a share of what pins none.
     *
     * @param percent 1 to 99
     * @param maxErrorPercent it ends by itself when more of its runs fail; null for never
     */
    public record Canary(int version, int percent, Integer maxErrorPercent, Instant since) {}

    /** Whether there is such a version to pin. */
    public boolean hasVersion(int version) {
        return version >= 1 && version <= latestVersion;
    }

    /**
     * The version for an invocation that pins none.
     *
     * @param key what gets the same version each time, as long as the canary's share is not lowered; null for any version
     */
    public int versionFor(String key) {
        if (canary == null) {
            return activeVersion;
        }
        int share = key == null ? ThreadLocalRandom.current().nextInt(100) : shareOf(key);
        return share < canary.percent() ? canary.version() : activeVersion;
    }

    /** From 0 to 99. Other deployments have other keys in front. */
    private int shareOf(String key) {
        long mixed = (id.getLeastSignificantBits() ^ key.hashCode()) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
        return (int) Long.remainderUnsigned(mixed ^ (mixed >>> 32), 100);
    }
}

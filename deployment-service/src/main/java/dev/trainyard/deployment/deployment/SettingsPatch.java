package dev.trainyard.deployment.deployment;

import dev.trainyard.deployment.run.RunSettings.LoggedSteps;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a client sets of a deployment's settings; what is absent stays, and null is the default again. The bounds mirror the
 * check constraints of table deployment.
 */
record SettingsPatch(
        @Schema(implementation = String.class, description = "ISO 8601, at most 366 days", examples = "PT1H")
        Optional<String> maxDuration,

        @Schema(implementation = LoggedSteps.class) Optional<LoggedSteps> loggedSteps,
        @Schema(implementation = Integer.class) Optional<@Min(0) @Max(1_048_576) Integer> maxLoggedBytes,

        @Schema(
                type = SchemaType.ARRAY,
                implementation = String.class,
                description = "JSON pointers; * is any member or element",
                examples = "[\"/password\", \"/members/*/email\"]")
        Optional<
                        @Size(max = 50) List<
                                @NotNull @Size(max = 500)
                                @Pattern(
                                        regexp = "(?:/[^/~]*+(?:~[01][^/~]*+)*+)++",
                                        message = "must be a JSON pointer such as /members/*/email")
                                String>>
                redactedPaths,

        @Schema(implementation = Integer.class) Optional<@Min(1) @Max(10_000) Integer> keptLogs,
        @Schema(implementation = Integer.class) Optional<@Min(1) @Max(400) Integer> keptDays,
        @Schema(implementation = Integer.class) Optional<@Min(1) @Max(10_000) Integer> maxConcurrent,
        @Schema(implementation = WhenFull.class) Optional<WhenFull> whenFull,
        @Schema(implementation = Integer.class) Optional<@Min(1) @Max(1_000) Integer> pauseAfterFailures) {

    private static final Duration LONGEST = Duration.ofDays(366);

    /**
     * The settings as they will be.
     *
     * @param patch null for no change
     * @param pointer where the patch is in the body
     * @throws Problem 400 when something is not allowed
     */
    static Settings applied(SettingsPatch patch, Settings before, String pointer) {
        return patch == null ? before : patch.appliedTo(before, pointer);
    }

    private Settings appliedTo(Settings before, String pointer) {
        Settings usual = Settings.DEFAULT;
        Settings applied = new Settings(
                maxDuration == null
                        ? before.maxDuration()
                        : maxDuration
                                .map(text -> duration(text, pointer + "/maxDuration"))
                                .orElse(usual.maxDuration()),
                after(loggedSteps, before.loggedSteps(), usual.loggedSteps()),
                after(maxLoggedBytes, before.maxLoggedBytes(), usual.maxLoggedBytes()),
                after(redactedPaths, before.redactedPaths(), usual.redactedPaths()),
                after(keptLogs, before.keptLogs(), usual.keptLogs()),
                after(keptDays, before.keptDays(), usual.keptDays()),
                after(maxConcurrent, before.maxConcurrent(), usual.maxConcurrent()),
                after(whenFull, before.whenFull(), usual.whenFull()),
                after(pauseAfterFailures, before.pauseAfterFailures(), usual.pauseAfterFailures()));
        if (applied.pauseAfterFailures() != null && applied.pauseAfterFailures() > applied.keptLogs()) {
            String field = pauseAfterFailures == null ? "/keptLogs" : "/pauseAfterFailures";
            throw Problem.invalid(Violation.inBody(
                    pointer + field, "must fit: failures are counted among the runs whose logs are kept"));
        }
        return applied;
    }

    private static <T> T after(Optional<T> field, T before, T usual) {
        return field == null ? before : field.orElse(usual);
    }

    private static Duration duration(String text, String pointer) {
        try {
            Duration duration = Duration.parse(text);
            if (duration.compareTo(LONGEST) <= 0 && duration.toMillis() >= 1) {
                return Duration.ofMillis(duration.toMillis());
            }
        } catch (DateTimeException | ArithmeticException unreadable) {
            // Refused below, with the same words.
        }
        throw Problem.invalid(Violation.inBody(pointer, "must be a duration from PT0.001S to P366D"));
    }
}

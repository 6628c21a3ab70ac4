package dev.trainyard.training.activity;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.time.Instant;

/** A time at which something can have been recorded: since 1970, and no more ahead than a badly set device may be. */
@Constraint(validatedBy = RecordedTime.Check.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface RecordedTime {

    String message() default "must be between 1970 and a day from now";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** The validator of {@link RecordedTime}. */
    class Check implements ConstraintValidator<RecordedTime, Instant> {

        private static final Duration AHEAD = Duration.ofDays(1);

        @Override
        public boolean isValid(Instant time, ConstraintValidatorContext context) {
            if (time == null) {
                return true;
            }
            Instant latest = context.getClockProvider().getClock().instant().plus(AHEAD);
            return !time.isBefore(Instant.EPOCH) && !time.isAfter(latest);
        }
    }
}

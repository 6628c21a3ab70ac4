package dev.trainyard.training.activity;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A heart rate in beats per minute that a device measured, and not the number by which FIT says that it did not. */
@Constraint(validatedBy = MeasuredHeartRate.Check.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface MeasuredHeartRate {

    String message() default "must not be 255, by which devices say that they do not know";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** The validator of {@link MeasuredHeartRate}. */
    class Check implements ConstraintValidator<MeasuredHeartRate, Integer> {

        private static final int UNKNOWN = 255;

        @Override
        public boolean isValid(Integer rate, ConstraintValidatorContext context) {
            return rate == null || rate != UNKNOWN;
        }
    }
}

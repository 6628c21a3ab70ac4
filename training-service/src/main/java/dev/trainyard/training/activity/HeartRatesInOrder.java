package dev.trainyard.training.activity;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An activity whose average heart rate, where both are known, is not above its maximum. */
@Constraint(validatedBy = HeartRatesInOrder.Check.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface HeartRatesInOrder {

    String message() default "must not be above maxHeartRate";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** The validator of {@link HeartRatesInOrder}: reports the average. */
    class Check implements ConstraintValidator<HeartRatesInOrder, ActivityDraft> {

        @Override
        public boolean isValid(ActivityDraft draft, ConstraintValidatorContext context) {
            Integer average = draft.averageHeartRate();
            Integer max = draft.maxHeartRate();
            if (average == null || max == null || average <= max) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
                    .addPropertyNode("averageHeartRate")
                    .addConstraintViolation();
            return false;
        }
    }
}

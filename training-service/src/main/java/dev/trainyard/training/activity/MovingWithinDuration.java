package dev.trainyard.training.activity;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An activity that did not move for longer than it took. */
@Constraint(validatedBy = MovingWithinDuration.Check.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface MovingWithinDuration {

    String message() default "must not be above durationSeconds";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** The validator of {@link MovingWithinDuration}: reports the moving time. */
    class Check implements ConstraintValidator<MovingWithinDuration, ActivityDraft> {

        @Override
        public boolean isValid(ActivityDraft draft, ConstraintValidatorContext context) {
            Integer moving = draft.movingSeconds();
            Integer whole = draft.durationSeconds();
            if (moving == null || whole == null || moving <= whole) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
                    .addPropertyNode("movingSeconds")
                    .addConstraintViolation();
            return false;
        }
    }
}

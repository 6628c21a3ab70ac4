package dev.trainyard.training.activity;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.math.BigDecimal;

/** A number in steps of a half, as people rate an effort. */
@Constraint(validatedBy = Halves.Check.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface Halves {

    String message() default "must be a whole or a half number";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** The validator of {@link Halves}. */
    class Check implements ConstraintValidator<Halves, BigDecimal> {

        private static final BigDecimal TWO = BigDecimal.valueOf(2);

        @Override
        public boolean isValid(BigDecimal number, ConstraintValidatorContext context) {
            return number == null || number.multiply(TWO).stripTrailingZeros().scale() <= 0;
        }
    }
}

package dev.trainyard.quiz.question;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;

/** The fields of a question must not contradict each other; each that does is reported at its own place. */
@Constraint(validatedBy = Consistent.Check.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Consistent {

    String message() default "contradicts itself";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Asks the question, which knows the rules of its kind. */
    class Check implements ConstraintValidator<Consistent, Question> {

        @Override
        public boolean isValid(Question question, ConstraintValidatorContext context) {
            List<Contradiction> found = question.contradictions().toList();
            context.disableDefaultConstraintViolation();
            found.forEach(contradiction -> report(contradiction, context));
            return found.isEmpty();
        }

        private static void report(Contradiction contradiction, ConstraintValidatorContext context) {
            var field = context.buildConstraintViolationWithTemplate(contradiction.detail())
                    .addPropertyNode(contradiction.field());
            if (contradiction.index() == null) {
                field.addConstraintViolation();
            } else {
                field.addBeanNode().inIterable().atIndex(contradiction.index()).addConstraintViolation();
            }
        }
    }
}

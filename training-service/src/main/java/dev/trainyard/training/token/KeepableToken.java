package dev.trainyard.training.token;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Instant;
import java.util.stream.Stream;

/** A token that ends at a time the database knows, and whose details do not give it away. */
@Constraint(validatedBy = KeepableToken.Check.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface KeepableToken {

    String message() default "is not a token that can be kept";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** The validator of {@link KeepableToken}. */
    class Check implements ConstraintValidator<KeepableToken, TokenDraft> {

        private static final Instant EARLIEST = Instant.EPOCH;
        private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

        @Override
        public boolean isValid(TokenDraft draft, ConstraintValidatorContext context) {
            context.disableDefaultConstraintViolation();
            boolean endsInTime = draft.expiresAt() == null
                    || !(draft.expiresAt().isBefore(EARLIEST)
                            || draft.expiresAt().isAfter(LATEST));
            if (!endsInTime) {
                report(context, "expiresAt", "must be between 1970 and 9999");
            }
            boolean keepsItsSecrets = draft.details() == null
                    || Stream.of(draft.accessToken(), draft.refreshToken())
                            .noneMatch(secret -> secret != null
                                    && !secret.isEmpty()
                                    && draft.details().contains(secret));
            if (!keepsItsSecrets) {
                report(context, "details", "must not hold the token");
            }
            return endsInTime && keepsItsSecrets;
        }

        private static void report(ConstraintValidatorContext context, String field, String message) {
            context.buildConstraintViolationWithTemplate(message)
                    .addPropertyNode(field)
                    .addConstraintViolation();
        }
    }
}

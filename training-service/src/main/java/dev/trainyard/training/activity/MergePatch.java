package dev.trainyard.training.activity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.util.Set;

/**
 * Applies a JSON merge patch (RFC 7396) to a flat draft: what the patch names is set, what it nulls is removed. The
 * outcome is held to the same rules as a draft that was sent whole.
 */
@ApplicationScoped
class MergePatch {

    private final ObjectMapper json;
    private final Validator validator;

    MergePatch(ObjectMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    <T extends Record> T apply(ObjectNode patch, T draft, Class<T> type) throws JsonProcessingException {
        ObjectNode merged = json.valueToTree(draft);
        merged.setAll(patch);
        T outcome = json.treeToValue(merged, type);
        Set<ConstraintViolation<T>> violations = validator.validate(outcome);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
        return outcome;
    }
}

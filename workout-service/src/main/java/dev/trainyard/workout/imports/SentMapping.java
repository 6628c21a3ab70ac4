package dev.trainyard.workout.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;

/**
 * A mapping as it was sent, so that what is wrong can be shown in it.
 *
 * @param inForm whether it was a part of a form rather than in the query
 */
record SentMapping(ColumnMapping columns, boolean inForm) {

    private static final int MAX_LENGTH = 16 * 1024;

    /**
     * Reads a mapping.
     *
     * @throws Problem 400 that points to what is no mapping
     */
    static SentMapping of(String json, boolean inForm, ObjectMapper mapper) {
        if (json.length() > MAX_LENGTH) {
            throw Problem.invalid(at("", inForm, "must have at most " + MAX_LENGTH + " characters"));
        }
        try {
            ColumnMapping columns = mapper.readValue(json, ColumnMapping.class);
            if (columns != null) {
                return new SentMapping(columns, inForm);
            }
        } catch (JsonMappingException mismatch) {
            throw Problem.invalid(at(pointer(mismatch), inForm, "is not what a mapping has there"));
        } catch (JsonProcessingException malformed) {
            // Refused below, with the same words.
        }
        throw Problem.invalid(at("", inForm, "must be a mapping of columns as JSON"));
    }

    /** What is wrong at {@code pointer} (RFC 6901) of the mapping. */
    Violation at(String pointer, String detail) {
        return at(pointer, inForm, detail);
    }

    private static Violation at(String pointer, boolean inForm, String detail) {
        return inForm ? Violation.inBody("/mapping" + pointer, detail) : Violation.inQuery("mapping" + pointer, detail);
    }

    private static String pointer(JsonMappingException mismatch) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : mismatch.getPath()) {
            pointer.append('/').append(step.getFieldName() == null ? step.getIndex() : escaped(step.getFieldName()));
        }
        return pointer.toString();
    }

    /** A name as a step of a pointer. */
    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}

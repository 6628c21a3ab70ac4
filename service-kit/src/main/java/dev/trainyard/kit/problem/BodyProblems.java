package dev.trainyard.kit.problem;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;

/** Says what is wrong with a body and where, in the words that every resource uses. */
public final class BodyProblems {

    private BodyProblems() {}

    /** What is wrong with a body that was read but breaks constraints of its record. */
    public static Problem of(Collection<? extends ConstraintViolation<?>> violations) {
        return Problem.invalid(violations.stream()
                .sorted(Comparator.comparing(
                        violation -> violation.getPropertyPath().toString()))
                .map(BodyProblems::violation)
                .toList());
    }

    /** What is wrong with JSON that could not be read. */
    public static Problem of(JsonProcessingException malformed) {
        for (Throwable cause = malformed; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                // The body was found to be too large while it was read.
                return problem;
            }
        }
        if (malformed instanceof UnrecognizedPropertyException unknown) {
            return Problem.invalid(Violation.inBody(pointer(unknown), "is not a field of this resource"));
        }
        if (malformed instanceof InvalidTypeIdException unknown) {
            return Problem.invalid(Violation.inBody(
                    pointer(unknown) + "/" + escaped(kindOf(unknown)), "does not name a kind that there is"));
        }
        // A number that its field cannot hold is well-formed all the same.
        boolean readable = !(malformed.getCause() instanceof IOException)
                || malformed.getCause() instanceof InputCoercionException;
        if (readable
                && malformed instanceof JsonMappingException mismatch
                && !mismatch.getPath().isEmpty()) {
            return Problem.invalid(Violation.inBody(pointer(mismatch), "does not have the type that this field takes"));
        }
        var place = malformed.getLocation();
        String where = place == null ? "" : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
        return Problem.badRequest("malformed-json", "The body is not the JSON that is expected here" + where + ".");
    }

    /** The field that tells which subtype an object is of. Jackson's path ends at the object. */
    private static String kindOf(InvalidTypeIdException unknown) {
        return unknown.getBaseType()
                .getRawClass()
                .getAnnotation(JsonTypeInfo.class)
                .property();
    }

    private static String pointer(JsonMappingException mismatch) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : mismatch.getPath()) {
            pointer.append('/').append(step.getFieldName() != null ? escaped(step.getFieldName()) : step.getIndex());
        }
        return pointer.toString();
    }

    private static Violation violation(ConstraintViolation<?> violation) {
        StringBuilder pointer = new StringBuilder();
        for (Path.Node step : violation.getPropertyPath()) {
            if (step.getKind() == ElementKind.METHOD || step.getKind() == ElementKind.PARAMETER) {
                continue;
            }
            if (step.getIndex() != null) {
                pointer.append('/').append(step.getIndex());
            }
            if (step.getKind() == ElementKind.PROPERTY) {
                pointer.append('/').append(escaped(step.getName()));
            }
        }
        return Violation.inBody(pointer.toString(), violation.getMessage());
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}

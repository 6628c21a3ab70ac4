package dev.trainyard.http.problem;

/**
 * One thing wrong with a request, and where.
 *
 * @param location {@code body}, {@code query}, {@code path} or {@code header}
 * @param pointer in a body the JSON pointer (RFC 6901) of the offending value, elsewhere the name of the parameter
 * @param detail what is wrong, for a person
 */
public record Violation(String location, String pointer, String detail) {

    /** What is wrong at {@code pointer} (RFC 6901) of the JSON body. */
    public static Violation inBody(String pointer, String detail) {
        return new Violation("body", pointer, detail);
    }

    /** What is wrong with the query parameter {@code name}. */
    public static Violation inQuery(String name, String detail) {
        return new Violation("query", name, detail);
    }

    /** What is wrong with the request header {@code name}. */
    public static Violation inHeader(String name, String detail) {
        return new Violation("header", name, detail);
    }
}

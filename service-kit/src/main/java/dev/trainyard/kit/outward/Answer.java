package dev.trainyard.kit.outward;

import java.util.Map;

/**
 * What came back.
 *
 * @param headers by their names, whatever the case; what is there several times is joined by commas
 * @param body as it came
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares answers.
public record Answer(int status, Map<String, String> headers, byte[] body) {

    private static final int OK = 200;
    private static final int REDIRECTION = 300;
    private static final int CLIENT_ERROR = 400;

    public boolean isSuccess() {
        return status >= OK && status < REDIRECTION;
    }

    public boolean isRedirection() {
        return status >= REDIRECTION && status < CLIENT_ERROR;
    }

    /** A header, or null. */
    public String header(String name) {
        return headers.get(name);
    }

    @Override
    public String toString() {
        return "Answer " + status;
    }
}

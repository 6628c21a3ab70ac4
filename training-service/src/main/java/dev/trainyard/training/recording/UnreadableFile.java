package dev.trainyard.training.recording;

import java.io.IOException;

/**
 * Why a file cannot be taken in, in words for whoever sent it, with the place. A kind of IOException, so that it comes
 * through the streams and parsers in between.
 */
public final class UnreadableFile extends IOException {

    /** The code of {@link #tooLarge}. */
    public static final String TOO_LARGE = "activity-file-too-large";

    private final String code;
    private final String place;

    private UnreadableFile(String code, String detail, String place) {
        super(detail);
        this.code = code;
        this.place = place;
    }

    /** It is of a format that is not known. */
    public static UnreadableFile unknown(String detail) {
        return new UnreadableFile("unknown-activity-format", detail, null);
    }

    /** It breaks its own format, or says what cannot be, at {@code place}. */
    public static UnreadableFile malformed(String detail, String place) {
        return new UnreadableFile("malformed-activity-file", detail, place);
    }

    /** It is a good file, of something else. */
    public static UnreadableFile withoutActivity(String detail) {
        return new UnreadableFile("no-activity", detail, null);
    }

    /** There is more in it than is read. */
    public static UnreadableFile tooLarge(String detail) {
        return new UnreadableFile(TOO_LARGE, detail, null);
    }

    /** The stable name of this kind of problem. */
    public String code() {
        return code;
    }

    /** Where: {@code byte 1234} or {@code line 12, column 3}; null when it is the file as a whole. */
    public String place() {
        return place;
    }

    /** What is wrong, and where. */
    public String detail() {
        return place == null ? getMessage() + "." : getMessage() + ", at " + place + ".";
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        // An answer, not a fault.
        return this;
    }
}

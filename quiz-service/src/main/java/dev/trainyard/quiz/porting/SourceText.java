package dev.trainyard.quiz.porting;

import dev.trainyard.http.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * A file that somebody sent, as text: UTF-8, or UTF-16 with its byte order mark. Published collections have a byte that is
 * none here and there, so a line that is no text costs its record and not the file.
 */
final class SourceText {

    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final String text;
    private final NavigableSet<Integer> brokenLines;

    private SourceText(String text, NavigableSet<Integer> brokenLines) {
        this.text = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        this.brokenLines = brokenLines;
    }

    /**
     * Reads a file.
     *
     * @throws Problem 400 {@code malformed-file} when it has the mark of UTF-16 and is something else
     */
    static SourceText of(byte[] file) {
        if (startsWith(file, 0xff, 0xfe) || startsWith(file, 0xfe, 0xff)) {
            return ofUtf16(file);
        }
        try {
            String text = decoded(file, 0, file.length, StandardCharsets.UTF_8);
            if (text.indexOf('\0') < 0) {
                return new SourceText(text, new TreeSet<>());
            }
        } catch (CharacterCodingException someLine) {
            // Which one, is what the next lines are for.
        }
        return ofBrokenUtf8(file);
    }

    /** The whole text. */
    String text() {
        return text;
    }

    /** Its lines, without their ends. */
    List<String> lines() {
        return List.of(text.split("\r?\n", -1));
    }

    /** The first line that is no text among those from {@code first} to {@code last}, counted from 1. */
    OptionalInt brokenLine(int first, int last) {
        Integer broken = brokenLines.ceiling(first);
        return broken != null && broken <= last ? OptionalInt.of(broken) : OptionalInt.empty();
    }

    private static SourceText ofUtf16(byte[] file) {
        try {
            return new SourceText(decoded(file, 0, file.length, StandardCharsets.UTF_16), new TreeSet<>());
        } catch (CharacterCodingException broken) {
            throw Problem.badRequest("malformed-file", "The file begins like UTF-16 text, but is none.");
        }
    }

    private static SourceText ofBrokenUtf8(byte[] file) {
        StringBuilder text = new StringBuilder(file.length);
        NavigableSet<Integer> broken = new TreeSet<>();
        int line = 1;
        int start = 0;
        for (int i = 0; i <= file.length; i++) {
            if (i == file.length || file[i] == '\n') {
                String decoded = lineOf(file, start, i, line, broken);
                text.append(decoded).append(i == file.length ? "" : "\n");
                start = i + 1;
                line++;
            }
        }
        return new SourceText(text.toString(), broken);
    }

    private static String lineOf(byte[] file, int start, int end, int line, NavigableSet<Integer> broken) {
        try {
            String decoded = decoded(file, start, end - start, StandardCharsets.UTF_8);
            if (decoded.indexOf('\0') < 0) {
                return decoded;
            }
        } catch (CharacterCodingException notText) {
            // Reported with its record.
        }
        broken.add(line);
        return new String(file, start, end - start, StandardCharsets.UTF_8).replace('\0', ' ');
    }

    private static String decoded(byte[] file, int start, int length, Charset charset) throws CharacterCodingException {
        // A decoder made by hand reports what is malformed, where the usual ways put question marks into texts.
        return charset.newDecoder().decode(ByteBuffer.wrap(file, start, length)).toString();
    }

    private static boolean startsWith(byte[] file, int first, int second) {
        return file.length > 1 && (file[0] & 0xff) == first && (file[1] & 0xff) == second;
    }
}

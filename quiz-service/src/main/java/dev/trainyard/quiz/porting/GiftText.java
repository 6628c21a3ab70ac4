package dev.trainyard.quiz.porting;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A piece of a GIFT file, which knows of each character whether it was escaped: only one that was not can mean something
 * to the format.
 */
final class GiftText {

    /** What a backslash takes the meaning from; {@code n} becomes a line end, and what else follows one is not escaped. */
    private static final String ESCAPABLE = "~=#{}:\\";

    // More than any question may have options, with room for lines between them.
    private static final int MAX_PIECES = 100;

    private static final Pattern LINE_END = Pattern.compile("\r?\n|\r");

    private final String text;
    private final BitSet escaped;

    private GiftText(String text, BitSet escaped) {
        this.text = text;
        this.escaped = escaped;
    }

    /** A text as it stands in a file. */
    static GiftText of(String written) {
        StringBuilder text = new StringBuilder(written.length());
        BitSet escaped = new BitSet();
        for (int i = 0; i < written.length(); i++) {
            char next = i + 1 < written.length() ? written.charAt(i + 1) : ' ';
            if (written.charAt(i) == '\\' && (next == 'n' || ESCAPABLE.indexOf(next) >= 0)) {
                escaped.set(text.length());
                text.append(next == 'n' ? '\n' : next);
                i++;
            } else {
                text.append(written.charAt(i));
            }
        }
        return new GiftText(text.toString(), escaped);
    }

    /** A text as it stands in a file, on one line. */
    static String escape(String text) {
        StringBuilder written = new StringBuilder(text.length());
        String plain = LINE_END.matcher(text).replaceAll("\n");
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (c == '\n') {
                written.append("\\n");
            } else {
                written.append(ESCAPABLE.indexOf(c) >= 0 ? "\\" : "").append(c);
            }
        }
        return written.toString();
    }

    /** Where {@code mark}, none of it escaped, is at or after {@code from}; -1 if nowhere. */
    int indexOf(String mark, int from) {
        int at = text.indexOf(mark, from);
        while (at >= 0 && isEscaped(at, at + mark.length())) {
            at = text.indexOf(mark, at + 1);
        }
        return at;
    }

    /** Where {@code mark}, none of it escaped, is for the first time; -1 if nowhere. */
    int indexOf(String mark) {
        return indexOf(mark, 0);
    }

    boolean startsWith(String mark) {
        return text.startsWith(mark) && !isEscaped(0, mark.length());
    }

    GiftText part(int from, int to) {
        return new GiftText(text.substring(from, to), escaped.get(from, to));
    }

    GiftText from(int from) {
        return part(from, text.length());
    }

    /** What comes before {@code mark}; all of it without one. */
    GiftText before(String mark) {
        int at = indexOf(mark);
        return at < 0 ? this : part(0, at);
    }

    /** The pieces between each {@code mark}, which are not more than any question may have. */
    List<GiftText> split(String mark) throws MalformedRecord {
        List<GiftText> pieces = new ArrayList<>();
        int start = 0;
        for (int at = indexOf(mark); at >= 0; at = indexOf(mark, start)) {
            if (pieces.size() == MAX_PIECES) {
                throw new MalformedRecord("has more answers than any question may");
            }
            pieces.add(part(start, at));
            start = at + mark.length();
        }
        pieces.add(from(start));
        return pieces;
    }

    /** Without blanks around, except for escaped line ends. */
    GiftText strip() {
        int from = 0;
        int to = text.length();
        while (from < to && isBlankAt(from)) {
            from++;
        }
        while (from < to && isBlankAt(to - 1)) {
            to--;
        }
        return part(from, to);
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** As readers see it. */
    @Override
    public String toString() {
        return text;
    }

    private boolean isBlankAt(int at) {
        return Character.isWhitespace(text.charAt(at)) && !escaped.get(at);
    }

    private boolean isEscaped(int from, int to) {
        int first = escaped.nextSetBit(from);
        return first >= 0 && first < to;
    }
}

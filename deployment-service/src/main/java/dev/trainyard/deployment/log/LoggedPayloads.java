package dev.trainyard.deployment.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;

/** What of a payload goes into the log: without what its owner wants hidden, no longer than it may be, and storable. */
public final class LoggedPayloads {

    /** Stands where something was hidden. */
    public static final String REDACTED = "[redacted]";

    private static final TextNode HIDDEN = TextNode.valueOf(REDACTED);

    private static final char UNKNOWN = '\ufffd';

    private static final String NUL = "\\u0000";

    // jsonb writes numbers out and has an end to them; what no double could be is a text in the log.
    private static final int MAX_NUMBER = 340;

    private LoggedPayloads() {}

    /**
     * The JSON text of {@code payload} for a jsonb column; null for null. NUL and half characters become U+FFFD.
     *
     * @param redactedPaths JSON pointers (RFC 6901), {@code *} for any member or element; one that is no pointer hides all
     * @param maxBytes of the text in UTF-8; a longer one becomes {@code {"cut": true, "bytes": n, "head": "…"}} with n the
     *     bytes there were and as many of them as fit
     */
    public static String of(JsonNode payload, List<String> redactedPaths, int maxBytes) {
        if (payload == null) {
            return null;
        }
        String text = storable(redacted(payload, redactedPaths).toString());
        // No character of Java needs more than three bytes.
        if (text.length() <= maxBytes / 3) {
            return text;
        }
        int bytes = bytes(text);
        return bytes <= maxBytes ? text : cut(text, bytes, maxBytes);
    }

    private static JsonNode redacted(JsonNode payload, List<String> paths) {
        if (paths.isEmpty()) {
            return payload;
        }
        JsonNode copy = payload.deepCopy();
        for (String path : paths) {
            if (!path.startsWith("/")) {
                return HIDDEN;
            }
            hide(copy, tokens(path), 0);
        }
        return copy;
    }

    private static List<String> tokens(String pointer) {
        List<String> tokens = new ArrayList<>();
        for (String token : pointer.substring(1).split("/", -1)) {
            tokens.add(token.replace("~1", "/").replace("~0", "~"));
        }
        return tokens;
    }

    private static void hide(JsonNode node, List<String> tokens, int depth) {
        String token = tokens.get(depth);
        boolean last = depth == tokens.size() - 1;
        switch (node) {
            case ObjectNode object -> {
                List<String> names = token.equals("*") ? names(object) : object.has(token) ? List.of(token) : List.of();
                for (String name : names) {
                    if (last) {
                        object.set(name, HIDDEN);
                    } else {
                        hide(object.get(name), tokens, depth + 1);
                    }
                }
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    if (!token.equals("*") && !token.equals(Integer.toString(i))) {
                        continue;
                    }
                    if (last) {
                        array.set(i, HIDDEN);
                    } else {
                        hide(array.get(i), tokens, depth + 1);
                    }
                }
            }
            default -> {
                // A scalar has nothing below it.
            }
        }
    }

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The same JSON without what jsonb refuses; the very same text when there is nothing of it, as nearly always. */
    private static String storable(String text) {
        StringBuilder mended = null;
        int copied = 0;
        boolean inString = false;
        int i = 0;
        while (i < text.length()) {
            char next = text.charAt(i);
            int end = i + 1;
            String instead = null;
            if (inString) {
                if (next == '\\') {
                    boolean nul = text.startsWith(NUL, i);
                    end = nul ? i + NUL.length() : i + 2;
                    instead = nul ? String.valueOf(UNKNOWN) : null;
                } else if (next == '"') {
                    inString = false;
                } else if (Character.isHighSurrogate(next)
                        && end < text.length()
                        && Character.isLowSurrogate(text.charAt(end))) {
                    end++;
                } else if (Character.isSurrogate(next)) {
                    instead = String.valueOf(UNKNOWN);
                }
            } else if (next == '"') {
                inString = true;
            } else if (next == '-' || (next >= '0' && next <= '9')) {
                end = endOfNumber(text, i);
                String number = text.substring(i, end);
                instead = isStorable(number) ? null : '"' + head(number, MAX_NUMBER) + '"';
            }
            if (instead != null) {
                mended = mended == null ? new StringBuilder(text.length()) : mended;
                mended.append(text, copied, i).append(instead);
                copied = end;
            }
            i = end;
        }
        return mended == null
                ? text
                : mended.append(text, copied, text.length()).toString();
    }

    private static int endOfNumber(String text, int start) {
        int end = start;
        while (end < text.length() && "+-.eE0123456789".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        return end;
    }

    private static boolean isStorable(String number) {
        int exponent = Math.max(number.indexOf('e'), number.indexOf('E'));
        if (number.length() > MAX_NUMBER) {
            return false;
        }
        // Sign and three digits: written out, no longer than the longest double.
        return exponent < 0
                || (number.length() - exponent <= 5
                        && Math.abs(Integer.parseInt(number.substring(exponent + 1))) <= MAX_NUMBER);
    }

    private static String cut(String text, int bytes, int maxBytes) {
        ObjectNode cut = JsonNodeFactory.instance.objectNode();
        cut.put("cut", true);
        cut.put("bytes", bytes);
        cut.put("head", head(text, maxBytes));
        return cut.toString();
    }

    /** As many whole characters as {@code maxBytes} of UTF-8 hold. */
    private static String head(String text, int maxBytes) {
        int end = 0;
        int used = 0;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            used += bytes(point);
            if (used > maxBytes) {
                break;
            }
            end += Character.charCount(point);
        }
        return text.substring(0, end);
    }

    private static int bytes(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            bytes += bytes(point);
            i += Character.charCount(point);
        }
        return bytes;
    }

    private static int bytes(int point) {
        if (point < 0x80) {
            return 1;
        }
        if (point < 0x800) {
            return 2;
        }
        return point < 0x10000 ? 3 : 4;
    }
}

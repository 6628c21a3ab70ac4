package dev.trainyard.gateway.route;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * Refuses every path that two programs could read differently. What the gateway matches is the raw path, what a service
 * matches is what its libraries make of it; only when no decoding, no normalising and no cutting can change a path are
 * the two the same, and a service's other paths out of reach.
 */
final class PathSpelling {

    /** RFC 3986 pchar without {@code ;}, which starts parameters that some servers cut off before they match. */
    private static final BitSet PLAIN =
            charactersOf("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,=:@");

    /** These shape a path, so that an encoded one makes another path for whoever decodes first. */
    private static final BitSet NEVER_ENCODED = charactersOf("./\\;%");

    private PathSpelling() {}

    /** Whether {@code path}, as it was sent, can be read in one way only. One slash at its end is allowed. */
    static boolean isPlain(String path) {
        return !path.isEmpty() && path.charAt(0) == '/' && hasPlainSegments(path) && hasPlainCharacters(path);
    }

    private static boolean hasPlainSegments(String path) {
        int start = 1;
        while (start < path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash == -1 ? path.length() : slash;
            if (end == start || isOnlyDots(path, start, end)) {
                return false;
            }
            start = end + 1;
        }
        return true;
    }

    private static boolean isOnlyDots(String path, int start, int end) {
        for (int i = start; i < end; i++) {
            if (path.charAt(i) != '.') {
                return false;
            }
        }
        return true;
    }

    private static boolean hasPlainCharacters(String path) {
        boolean encoded = false;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%') {
                encoded = true;
            } else if (c != '/' && !PLAIN.get(c)) {
                return false;
            }
        }
        return !encoded || hasPlainEncodings(path);
    }

    private static boolean hasPlainEncodings(String path) {
        ByteBuffer decoded = ByteBuffer.allocate(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '%') {
                decoded.put((byte) c);
                continue;
            }
            int octet = octetAt(path, i + 1);
            if (octet < ' ' || octet == 0x7F || NEVER_ENCODED.get(octet)) {
                return false;
            }
            decoded.put((byte) octet);
            i += 2;
        }
        return isUtf8(decoded.flip());
    }

    /** The octet that two hexadecimal digits stand for, or -1. */
    private static int octetAt(String path, int index) {
        if (index + 2 > path.length()) {
            return -1;
        }
        int high = Character.digit(path.charAt(index), 16);
        int low = Character.digit(path.charAt(index + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    /** Overlong forms such as {@code %c0%ae} for a dot are no UTF-8, but lenient decoders take them. */
    private static boolean isUtf8(ByteBuffer octets) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(octets);
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }

    private static BitSet charactersOf(String characters) {
        BitSet set = new BitSet(128);
        characters.chars().forEach(set::set);
        return set;
    }
}

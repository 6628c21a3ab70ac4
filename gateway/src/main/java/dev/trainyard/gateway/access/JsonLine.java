package dev.trainyard.gateway.access;

import java.util.HexFormat;

/** One line of JSON, written member by member. Whatever a client sent stays one string in it. */
final class JsonLine {

    private static final int EXPECTED_LENGTH = 512;
    private static final HexFormat HEX = HexFormat.of();

    private final StringBuilder text = new StringBuilder(EXPECTED_LENGTH).append('{');

    /** Adds a member; none when {@code value} is null. */
    JsonLine text(String name, String value) {
        if (value != null) {
            name(name).append('"');
            int plain = 0;
            for (int i = 0; i < value.length(); i++) {
                if (!isPlain(value.charAt(i))) {
                    text.append(value, plain, i);
                    escaped(value.charAt(i));
                    plain = i + 1;
                }
            }
            text.append(value, plain, value.length()).append('"');
        }
        return this;
    }

    JsonLine number(String name, long value) {
        name(name).append(value);
        return this;
    }

    /** Adds {@code nanos} as milliseconds with three decimals. */
    JsonLine millis(String name, long nanos) {
        long micros = nanos / 1_000;
        long rest = micros % 1_000;
        name(name).append(micros / 1_000).append('.');
        text.append((char) ('0' + rest / 100));
        text.append((char) ('0' + rest / 10 % 10));
        text.append((char) ('0' + rest % 10));
        return this;
    }

    private StringBuilder name(String name) {
        if (text.length() > 1) {
            text.append(',');
        }
        return text.append('"').append(name).append("\":");
    }

    private static boolean isPlain(char character) {
        return character >= ' ' && character < 0x7f && character != '"' && character != '\\';
    }

    private void escaped(char character) {
        if (character == '"' || character == '\\') {
            text.append('\\').append(character);
        } else {
            // Not only what JSON demands: terminals and readers of lines have ends of lines of their own.
            text.append("\\u").append(HEX.toHexDigits(character));
        }
    }

    @Override
    public String toString() {
        return text.append('}').toString();
    }
}

package dev.trainyard.training.recording;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The data messages of a FIT file, one after the other: protocol 2 with developer fields, compressed timestamps, both byte
 * orders, and files that are chained. Nothing is kept but the definitions, of which there are sixteen, and the message
 * that was read last. The checksum is known at the end: what was read before may be damaged.
 */
final class FitMessages {

    /** A field that is not there, or says that it was not measured. */
    static final long NONE = Long.MIN_VALUE;

    /** Seconds since 1989-12-31. */
    static final int TIMESTAMP = 253;

    private static final int BUFFER = 16 * 1024;
    private static final int LOCAL_TYPES = 16;
    private static final int HEADER = 12;
    private static final int HEADER_WITH_CHECKSUM = 14;
    private static final int MAX_MESSAGE = 2 * 255 * 255;
    private static final int[] CRC = {
        0x0000, 0xcc01, 0xd801, 0x1400, 0xf001, 0x3c00, 0x2800, 0xe401,
        0xa001, 0x6c00, 0x7800, 0xb401, 0x5000, 0x9c01, 0x8801, 0x4400
    };

    private final InputStream bytes;
    private final byte[] buffer = new byte[BUFFER];
    private int buffered;
    private int next;
    private long offset;

    private final Definition[] definitions = new Definition[LOCAL_TYPES];
    private byte[] message = new byte[1024];
    private Definition definition;
    private long messageOffset;
    private long lastTimestamp = NONE;
    private long timestamp;

    private long endOfData;
    private int crc;
    private boolean isOpen;

    FitMessages(InputStream bytes) {
        this.bytes = bytes;
    }

    private static final class Definition {

        private final int number;
        private final boolean isBigEndian;
        private final int[] fields;
        private final int[] sizes;
        private final int[] types;
        private final int[] offsets;
        private int length;

        Definition(int number, boolean isBigEndian, int count) {
            this.number = number;
            this.isBigEndian = isBigEndian;
            this.fields = new int[count];
            this.sizes = new int[count];
            this.types = new int[count];
            this.offsets = new int[count];
        }

        int indexOf(int field) {
            for (int i = 0; i < fields.length; i++) {
                if (fields[i] == field) {
                    return i;
                }
            }
            return -1;
        }
    }

    /** Goes to the next message; false at the end of the file. */
    boolean next() throws IOException {
        while (true) {
            if (!isOpen && !open()) {
                return false;
            }
            if (offset < endOfData) {
                if (record()) {
                    return true;
                }
            } else {
                close();
            }
        }
    }

    /** Which kind of message this is, by the FIT profile. */
    int number() {
        return definition.number;
    }

    /** Where this message is. */
    String place() {
        return "byte " + messageOffset;
    }

    /** When this message was recorded, in seconds since 1989-12-31. */
    long timestamp() {
        return timestamp;
    }

    /** A field that is a whole number, the first where it is several; without scale and offset. */
    long number(int field) {
        int index = definition.indexOf(field);
        if (index < 0) {
            return NONE;
        }
        int size = sizeOf(definition.types[index]);
        if (size == 0 || definition.sizes[index] < size) {
            return NONE;
        }
        long value = 0;
        for (int i = 0; i < size; i++) {
            int from = definition.isBigEndian ? i : size - 1 - i;
            value = (value << Byte.SIZE) | (message[definition.offsets[index] + from] & 0xff);
        }
        return measured(value, definition.types[index]);
    }

    /** A field that is text; null when it is empty. */
    String text(int field) {
        int index = definition.indexOf(field);
        if (index < 0) {
            return null;
        }
        int start = definition.offsets[index];
        int end = start;
        while (end < start + definition.sizes[index] && message[end] != 0) {
            end++;
        }
        return end == start ? null : new String(message, start, end - start, StandardCharsets.UTF_8);
    }

    /** The value, with its sign; {@link #NONE} where it is the one that its type has for what was not measured. */
    private static long measured(long value, int type) {
        return switch (type & 0x1f) {
            // enum, uint8, byte
            case 0, 2, 13 -> value == 0xff ? NONE : value;
            case 1 -> value == 0x7f ? NONE : (byte) value;
            case 3 -> value == 0x7fff ? NONE : (short) value;
            case 4 -> value == 0xffff ? NONE : value;
            case 5 -> value == 0x7fffffff ? NONE : (int) value;
            case 6 -> value == 0xffffffffL ? NONE : value;
            // uint8z, uint16z, uint32z
            case 10, 11, 12 -> value == 0 ? NONE : value;
            default -> NONE;
        };
    }

    /** Of a whole number of at most 32 bits, in bytes; 0 for all else. */
    private static int sizeOf(int type) {
        return switch (type & 0x1f) {
            case 0, 1, 2, 10, 13 -> 1;
            case 3, 4, 11 -> 2;
            case 5, 6, 12 -> 4;
            default -> 0;
        };
    }

    private boolean open() throws IOException {
        if (isAtEnd()) {
            return false;
        }
        messageOffset = offset;
        crc = 0;
        int headerSize = read();
        if (headerSize != HEADER && headerSize != HEADER_WITH_CHECKSUM) {
            throw malformed("There is no header of a FIT file");
        }
        read();
        read();
        read();
        long size = 0;
        for (int i = 0; i < 4; i++) {
            size |= (long) read() << (Byte.SIZE * i);
        }
        if (read() != '.' || read() != 'F' || read() != 'I' || read() != 'T') {
            throw malformed("There is no header of a FIT file");
        }
        if (headerSize == HEADER_WITH_CHECKSUM) {
            int expected = crc;
            int stored = read() | (read() << Byte.SIZE);
            // Zero says that it was not computed.
            if (stored != 0 && stored != expected) {
                throw malformed("The checksum of the FIT header does not fit");
            }
        }
        endOfData = offset + size;
        isOpen = true;
        return true;
    }

    private void close() throws IOException {
        int expected = crc;
        int stored = read() | (read() << Byte.SIZE);
        if (stored != expected) {
            throw malformed("The checksum of the FIT file does not fit: it is damaged");
        }
        isOpen = false;
        Arrays.fill(definitions, null);
    }

    /** Reads a record; whether it was a message, and no definition. */
    private boolean record() throws IOException {
        messageOffset = offset;
        int header = read();
        boolean isCompressed = (header & 0x80) != 0;
        int local = isCompressed ? (header >> 5) & 0x3 : header & 0xf;
        if (!isCompressed && (header & 0x40) != 0) {
            define(local, (header & 0x20) != 0);
            requireInside();
            return false;
        }
        definition = definitions[local];
        if (definition == null) {
            throw malformed("A message is of a type that was not defined");
        }
        for (int i = 0; i < definition.length; i++) {
            message[i] = (byte) read();
        }
        requireInside();
        stamp(isCompressed ? header & 0x1f : -1);
        return true;
    }

    private void define(int local, boolean hasDeveloperFields) throws IOException {
        read();
        boolean isBigEndian = read() == 1;
        int first = read();
        int second = read();
        int number = isBigEndian ? (first << Byte.SIZE) | second : (second << Byte.SIZE) | first;
        Definition fresh = new Definition(number, isBigEndian, read());
        for (int i = 0; i < fresh.fields.length; i++) {
            fresh.fields[i] = read();
            fresh.sizes[i] = read();
            fresh.types[i] = read();
            fresh.offsets[i] = fresh.length;
            fresh.length += fresh.sizes[i];
        }
        if (hasDeveloperFields) {
            int count = read();
            for (int i = 0; i < count; i++) {
                read();
                fresh.length += read();
                read();
            }
        }
        if (fresh.length > message.length) {
            message = new byte[MAX_MESSAGE];
        }
        definitions[local] = fresh;
    }

    /** @param compressed the last five bits of the time, or -1 */
    private void stamp(int compressed) throws UnreadableFile {
        if (compressed < 0) {
            timestamp = number(TIMESTAMP);
        } else if (lastTimestamp == NONE) {
            throw malformed("A message has a part of a time without one before it");
        } else {
            timestamp = lastTimestamp + ((compressed - lastTimestamp) & 0x1f);
        }
        if (timestamp != NONE) {
            lastTimestamp = timestamp;
        }
    }

    private void requireInside() throws UnreadableFile {
        if (offset > endOfData) {
            throw malformed("A message goes beyond the end of the data that the header tells");
        }
    }

    private boolean isAtEnd() throws IOException {
        if (next == buffered) {
            buffered = Math.max(0, bytes.read(buffer));
            next = 0;
        }
        return buffered == 0;
    }

    private int read() throws IOException {
        if (isAtEnd()) {
            throw UnreadableFile.malformed("The FIT file is cut off", "byte " + offset);
        }
        int value = buffer[next++] & 0xff;
        offset++;
        crc = ((crc >> 4) & 0x0fff) ^ CRC[crc & 0xf] ^ CRC[value & 0xf];
        crc = ((crc >> 4) & 0x0fff) ^ CRC[crc & 0xf] ^ CRC[value >> 4];
        return value;
    }

    private UnreadableFile malformed(String what) {
        return UnreadableFile.malformed(what, "byte " + messageOffset);
    }
}

package dev.trainyard.gateway.coding;

import io.vertx.core.buffer.Buffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Makes gzip (RFC 1952) of one body after another. Used by one event loop. */
final class Compressor {

    /** No name, no time, and a system that nobody needs to know. */
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    /** What compressed JSON takes at most, as a rule; there may be more. */
    private static final int USUAL_RATIO = 3;

    private final Deflater deflater;
    private final CRC32 sum = new CRC32();
    private final byte[] step = new byte[8 * 1024];
    private boolean begun;

    Compressor(int level) {
        this.deflater = new Deflater(level, true);
    }

    /** The next part of the body, such that all that went in by now can be read from what came out. */
    Buffer part(Buffer data) {
        Buffer out = begin(data);
        int made;
        do {
            made = deflater.deflate(step, 0, step.length, Deflater.SYNC_FLUSH);
            out.appendBytes(step, 0, made);
        } while (made == step.length);
        return out;
    }

    /** The last part of the body. */
    Buffer last(Buffer data) {
        Buffer out = begin(data);
        deflater.finish();
        while (!deflater.finished()) {
            out.appendBytes(step, 0, deflater.deflate(step));
        }
        return out.appendIntLE((int) sum.getValue()).appendIntLE((int) deflater.getBytesRead());
    }

    private Buffer begin(Buffer data) {
        byte[] bytes = data.getBytes();
        Buffer out = Buffer.buffer(bytes.length / USUAL_RATIO + 64);
        if (!begun) {
            begun = true;
            out.appendBytes(HEADER);
        }
        sum.update(bytes);
        deflater.setInput(bytes);
        return out;
    }

    /** Forgets what it was at, for the next body. */
    void reset() {
        deflater.reset();
        sum.reset();
        begun = false;
    }
}

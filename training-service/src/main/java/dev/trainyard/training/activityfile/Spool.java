package dev.trainyard.training.activityfile;

import dev.trainyard.training.recording.HeartRates;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The heart rates of an upload, on disk until they are stored: no transaction is open while a file is read, and those of
 * thousands of recordings would not fit into memory.
 */
final class Spool implements AutoCloseable {

    private final Path file;
    private final FileChannel channel;
    private long end;

    private Spool(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Where heart rates are kept, how many samples they have, and how many bytes the stream is. */
    record Kept(long offset, int length, int samples, int streamLength) {}

    static Spool open() throws IOException {
        Path file = Files.createTempFile("trainyard-upload-", ".heart-rates");
        return new Spool(file, FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    Kept keep(HeartRates rates) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        data.writeInt(rates.rates().length);
        for (int i = 0; i < rates.rates().length; i++) {
            data.writeInt(rates.rates()[i]);
            data.writeInt(rates.seconds()[i]);
        }
        data.write(rates.stream());
        Kept kept = new Kept(end, bytes.size(), rates.samples(), rates.stream().length);
        ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
        while (buffer.hasRemaining()) {
            end += channel.write(buffer, end);
        }
        return kept;
    }

    HeartRates read(Kept kept) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(kept.length());
        while (buffer.hasRemaining() && channel.read(buffer, kept.offset() + buffer.position()) >= 0) {
            // A read may return less than there is.
        }
        DataInputStream data = new DataInputStream(new ByteArrayInputStream(buffer.array()));
        int count = data.readInt();
        int[] rates = new int[count];
        int[] seconds = new int[count];
        for (int i = 0; i < count; i++) {
            rates[i] = data.readInt();
            seconds[i] = data.readInt();
        }
        return new HeartRates(data.readAllBytes(), kept.samples(), rates, seconds);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }
}

package dev.trainyard.gateway.coding;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.WriteStream;

/**
 * The body of an answer, compressed on its way out. Each part is written in full before the next one comes: nothing is
 * held back, and a client that reads slowly slows the service down as it does without.
 */
public final class GzipStream implements WriteStream<Buffer>, AutoCloseable {

    private final HttpServerResponse response;
    private final Compressor compressor;
    private final Runnable done;

    GzipStream(HttpServerResponse response, Compressor compressor, Runnable done) {
        this.response = response;
        this.compressor = compressor;
        this.done = done;
    }

    @Override
    public Future<Void> write(Buffer data) {
        if (!response.headWritten()) {
            // How long it will be, its end will tell.
            response.setChunked(true);
        }
        return response.write(compressor.part(data));
    }

    @Override
    public void write(Buffer data, Handler<AsyncResult<Void>> handler) {
        write(data).onComplete(handler);
    }

    @Override
    public Future<Void> end(Buffer data) {
        // Where this is all there is, the answer gets a length.
        return response.end(compressor.last(data));
    }

    @Override
    public void end(Handler<AsyncResult<Void>> handler) {
        end(Buffer.buffer()).onComplete(handler);
    }

    @Override
    public GzipStream setWriteQueueMaxSize(int maxSize) {
        response.setWriteQueueMaxSize(maxSize);
        return this;
    }

    @Override
    public boolean writeQueueFull() {
        return response.writeQueueFull();
    }

    @Override
    public GzipStream drainHandler(Handler<Void> handler) {
        response.drainHandler(handler);
        return this;
    }

    @Override
    public GzipStream exceptionHandler(Handler<Throwable> handler) {
        response.exceptionHandler(handler);
        return this;
    }

    /** Gives back what it worked with; the answer is out, or nobody wants it any more. */
    @Override
    public void close() {
        done.run();
    }
}

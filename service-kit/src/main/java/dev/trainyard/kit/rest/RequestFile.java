package dev.trainyard.kit.rest;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The file that a request is answered with. It is closed with the request, also when nobody reads it, as for HEAD. */
@RequestScoped
public class RequestFile {

    private InputStream content;

    /** {@code opened}, to be answered with. */
    public InputStream of(InputStream opened) {
        content = opened;
        return opened;
    }

    @PreDestroy
    void close() {
        try {
            if (content != null) {
                content.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

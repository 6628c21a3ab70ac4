package dev.trainyard.gateway.limit;

import org.eclipse.microprofile.config.spi.Converter;

/** Lets the configuration say what is wrong with a limit. */
public final class LimitConverter implements Converter<Limit> {

    @Override
    public Limit convert(String text) {
        return Limit.of(text);
    }
}

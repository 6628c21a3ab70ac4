package dev.trainyard.gateway.forward;

import org.eclipse.microprofile.config.spi.Converter;

/** Lets the configuration say what is wrong with a range; the built-in conversion would swallow the reason. */
public final class AddressRangeConverter implements Converter<AddressRange> {

    @Override
    public AddressRange convert(String text) {
        return AddressRange.of(text.strip());
    }
}

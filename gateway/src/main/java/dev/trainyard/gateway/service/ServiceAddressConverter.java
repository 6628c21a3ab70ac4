package dev.trainyard.gateway.service;

import org.eclipse.microprofile.config.spi.Converter;

/** Lets the configuration say what is wrong with an address; the built-in conversion would swallow the reason. */
public final class ServiceAddressConverter implements Converter<ServiceAddress> {

    @Override
    public ServiceAddress convert(String url) {
        return ServiceAddress.of(url);
    }
}

package dev.trainyard.kit.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;

/** Leaves only the path in a Location header: the client knows the gateway's address, and should not know the service's. */
@Provider
class RelativeLocation implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        Object location = response.getHeaders().getFirst(HttpHeaders.LOCATION);
        if (location != null && !location.toString().startsWith("/")) {
            URI uri = URI.create(location.toString());
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            response.getHeaders().putSingle(HttpHeaders.LOCATION, uri.getRawPath() + query);
        }
    }
}

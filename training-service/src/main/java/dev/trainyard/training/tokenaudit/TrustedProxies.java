package dev.trainyard.training.tokenaudit;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Whose word on a client's address is taken: of {@code X-Forwarded-For} the last address that is none of theirs, since each
 * adds where it was asked from at the end. Refuses to start with names, which would have to be looked up.
 *
 * <p>Not {@code quarkus.http.proxy}: it gives no answer at all to a header that is empty.
 */
@Startup
@ApplicationScoped
class TrustedProxies {

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final List<IpSubnetFilterRule> ranges = new ArrayList<>();

    TrustedProxies(@ConfigProperty(name = "trainyard.http.trusted-proxies") List<String> proxies) {
        proxies.forEach(proxy -> ranges.add(range(proxy)));
    }

    private static IpSubnetFilterRule range(String proxy) {
        String address = proxy.replaceFirst("/.*", "");
        byte[] octets = NetUtil.createByteArrayFromIpAddressString(address);
        try {
            if (octets != null) {
                int bits = proxy.equals(address)
                        ? octets.length * Byte.SIZE
                        : Integer.parseInt(proxy.substring(address.length() + 1));
                return new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
            }
        } catch (IllegalArgumentException malformed) {
            throw refused(proxy, malformed);
        }
        throw refused(proxy, null);
    }

    private static ConfigurationException refused(String proxy, Throwable cause) {
        return new ConfigurationException(
                "trainyard.http.trusted-proxies (TRAINYARD_HTTP_TRUSTED_PROXIES) takes addresses and ranges,"
                        + " such as 127.0.0.1, ::1 and 10.42.0.0/16, and not " + proxy,
                cause);
    }

    /** The address of the client behind a request: that of the connection's other end, unless a proxy of ours is there. */
    String client(HttpServerRequest request) {
        return client(request.remoteAddress().hostAddress(), request.headers().getAll(FORWARDED_FOR));
    }

    String client(String peer, List<String> forwardedFor) {
        String nearest = peer;
        String[] hops = String.join(",", forwardedFor).split(",", -1);
        for (int hop = hops.length - 1; hop >= 0 && includes(nearest); hop--) {
            String before = hops[hop].strip();
            if (NetUtil.createByteArrayFromIpAddressString(before) == null) {
                // No proxy of ours wrote what is no address, nor what stands before it.
                return nearest;
            }
            nearest = before;
        }
        return nearest;
    }

    private boolean includes(String address) {
        InetAddress literal = NetUtil.createInetAddressFromIpAddressString(address);
        return literal != null && ranges.stream().anyMatch(range -> range.matches(new InetSocketAddress(literal, 0)));
    }
}

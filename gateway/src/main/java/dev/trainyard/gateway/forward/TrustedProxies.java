package dev.trainyard.gateway.forward;

import dev.trainyard.gateway.visit.Client;
import dev.trainyard.gateway.visit.Visit;
import io.netty.util.NetUtil;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Finds out who asks when a proxy that we trust stands in between. Each proxy adds the address that it was asked from at
 * the end of {@code X-Forwarded-For}, so the list is read from there: the first address that is none of our proxies' is
 * the client's, and what stands before it is only what the client says.
 */
@Singleton
public class TrustedProxies {

    private static final CharSequence FORWARDED_FOR = HttpHeaders.createOptimized("X-Forwarded-For");
    private static final CharSequence FORWARDED_PROTO = HttpHeaders.createOptimized("X-Forwarded-Proto");
    private static final CharSequence FORWARDED_HOST = HttpHeaders.createOptimized("X-Forwarded-Host");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._\\[\\]:-]{1,255}");
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");

    private final List<AddressRange> trusted;

    @Inject
    TrustedProxies(ForwardConfig config) {
        this(config.trustedProxies().orElse(List.of()));
    }

    TrustedProxies(List<AddressRange> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /** Whether {@code address} is one of them. */
    public boolean include(InetAddress address) {
        for (AddressRange range : trusted) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** Notes who asks, if it is not whoever is at the other end of the connection. */
    void identifyClient(RoutingContext exchange) {
        if (trusted.isEmpty()) {
            return;
        }
        Visit visit = Visit.of(exchange);
        visit.comesFrom(behind(visit.client(), exchange.request().headers()));
    }

    /** The client that stands behind {@code peer}: {@code peer} itself, unless it is a proxy that we trust. */
    Client behind(Client peer, MultiMap headers) {
        InetAddress address = addressOf(peer.address());
        if (address == null || !include(address)) {
            return peer;
        }
        return new Client(
                firstStranger(address, headers.getAll(FORWARDED_FOR)).getHostAddress(),
                schemeOr(peer.scheme(), last(headers, FORWARDED_PROTO)),
                hostOr(peer.host(), last(headers, FORWARDED_HOST)));
    }

    private InetAddress firstStranger(InetAddress proxy, List<String> lines) {
        InetAddress nearest = proxy;
        String[] hops = String.join(",", lines).split(",", -1);
        for (int i = hops.length - 1; i >= 0; i--) {
            InetAddress hop = addressOf(hops[i].strip());
            if (hop == null) {
                // Whatever stands before what nobody can read was not written by a proxy of ours.
                return nearest;
            }
            nearest = hop;
            if (!include(hop)) {
                return nearest;
            }
        }
        return nearest;
    }

    /** The address that is written there, with or without a port; null for anything else, since no name is looked up. */
    private static InetAddress addressOf(String text) {
        if (text == null) {
            return null;
        }
        boolean hasPort = text.indexOf('.') != -1 || text.startsWith("[");
        String bare = hasPort ? PORT.matcher(text).replaceFirst("") : text;
        byte[] octets = bare.indexOf('%') == -1 ? NetUtil.createByteArrayFromIpAddressString(bare) : null;
        if (octets == null) {
            return null;
        }
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String schemeOr(String own, String said) {
        return "http".equalsIgnoreCase(said) || "https".equalsIgnoreCase(said) ? said.toLowerCase(Locale.ROOT) : own;
    }

    private static String hostOr(String own, String said) {
        return said != null && HOST.matcher(said).matches() ? said : own;
    }

    /** What the nearest proxy says, which may have added it to what others said. */
    private static String last(MultiMap headers, CharSequence name) {
        List<String> lines = headers.getAll(name);
        if (lines.isEmpty()) {
            return null;
        }
        String line = lines.getLast();
        return line.substring(line.lastIndexOf(',') + 1).strip();
    }
}

package dev.trainyard.gateway.connection;

import dev.trainyard.gateway.forward.TrustedProxies;
import dev.trainyard.gateway.limit.AddressKey;
import dev.trainyard.gateway.limit.LimitsConfig;
import dev.trainyard.gateway.limit.Refused;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Lets each address hold so many connections, and sends who watches over request heads along with each. */
@Sharable
final class Admission extends ChannelInboundHandlerAdapter {

    private final int maxOfAddress;
    private final Duration headTimeout;
    private final TrustedProxies proxies;
    private final Counter refused;
    private final Counter slow;
    private final BareRefusals bareRefusals = new BareRefusals();
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    Admission(LimitsConfig config, TrustedProxies proxies, MeterRegistry metrics) {
        this.maxOfAddress = config.connectionsPerAddress();
        this.headTimeout = config.headTimeout();
        this.proxies = proxies;
        this.refused = Refused.by("connections", metrics);
        this.slow = Refused.by("slow-head", metrics);
    }

    @Override
    public void channelRead(ChannelHandlerContext listener, Object accepted) {
        Channel connection = (Channel) accepted;
        if (maxOfAddress > 0 && !admit(connection)) {
            refused.increment();
            // Unregistered as yet, so that there is no other way.
            connection.unsafe().closeForcibly();
            return;
        }
        connection.pipeline().addFirst(new HeadWatch(headTimeout, slow), bareRefusals);
        listener.fireChannelRead(accepted);
    }

    private boolean admit(Channel connection) {
        if (!(connection.remoteAddress() instanceof InetSocketAddress peer)) {
            return true;
        }
        InetAddress address = peer.getAddress();
        if (proxies.include(address)) {
            return true;
        }
        String client = AddressKey.of(address.getHostAddress());
        if (counts.merge(client, 1, Integer::sum) > maxOfAddress) {
            leave(client);
            return false;
        }
        connection.closeFuture().addListener(closed -> leave(client));
        return true;
    }

    private void leave(String client) {
        counts.computeIfPresent(client, (key, count) -> count == 1 ? null : count - 1);
    }
}

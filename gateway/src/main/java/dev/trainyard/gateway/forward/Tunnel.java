package dev.trainyard.gateway.forward;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.List;

/**
 * What two sides say to each other once they have left HTTP: bytes, carried no faster than they are taken, and not looked
 * at. It ends when either side ends it.
 *
 * <p>Vert.x would hand out a socket in place of the client's connection, but never tells then that the request is over:
 * whoever counts requests would count this one for ever. So the connection stays Vert.x', which sees it close, and only
 * its codec goes.
 */
final class Tunnel extends ChannelInboundHandlerAdapter {

    private static final String VERTX = "handler";
    private static final List<String> HTTP =
            List.of("httpDecoder", "inflater", "deflater", "chunkedWriter", "httpEncoder");

    private final Channel client;
    private final NetSocket service;
    private final Runnable moved;

    private Tunnel(Channel client, NetSocket service, Runnable moved) {
        this.client = client;
        this.service = service;
        this.moved = moved;
    }

    /**
     * Answers the client with 101 and {@code headers}, and carries from then on.
     *
     * @param moved is told whenever something has come from either side
     */
    static void open(Channel client, MultiMap headers, NetSocket service, Runnable moved) {
        Tunnel tunnel = new Tunnel(client, service, moved);
        ChannelPipeline pipeline = client.pipeline();
        client.write(switching(headers)).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        pipeline.addBefore(VERTX, "tunnel", tunnel);
        HTTP.stream().filter(name -> pipeline.get(name) != null).forEach(pipeline::remove);
        service.handler(tunnel::toClient);
        service.drainHandler(drained -> client.config().setAutoRead(true));
        // What breaks closes as well.
        service.exceptionHandler(broken -> {});
        service.closeHandler(closed -> tunnel.closeClient());
        client.flush();
    }

    private static DefaultHttpResponse switching(MultiMap headers) {
        HttpHeaders sent = new DefaultHttpHeaders();
        headers.forEach(header -> sent.add(header.getKey(), header.getValue()));
        return new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, sent);
    }

    private void toClient(Buffer bytes) {
        moved.run();
        client.writeAndFlush(Unpooled.wrappedBuffer(bytes.getBytes()))
                .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        if (!client.isWritable()) {
            service.pause();
        }
    }

    private void closeClient() {
        client.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        moved.run();
        Buffer toService = Buffer.buffer(ByteBufUtil.getBytes(bytes));
        bytes.release();
        service.write(toService);
        if (service.writeQueueFull()) {
            client.config().setAutoRead(false);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (client.isWritable()) {
            service.resume();
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        // Not a reset: what the client has said before it left still arrives.
        service.end();
        context.fireChannelInactive();
    }
}

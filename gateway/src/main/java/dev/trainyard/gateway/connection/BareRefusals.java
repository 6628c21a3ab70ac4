package dev.trainyard.gateway.connection;

import dev.trainyard.http.problem.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.nio.charset.StandardCharsets;

/**
 * Gives problem details to the refusals that Vert.x and Quarkus make before any handler sees the request: of what is no
 * HTTP, and of heads that are too long. They are known by having nothing but a status and an empty body, which no answer
 * has that went through the router. Under TLS they stay bare.
 */
@Sharable
final class BareRefusals extends ChannelOutboundHandlerAdapter {

    private static final String BEGIN = "HTTP/1.1 4";
    private static final int MINOR_VERSION = BEGIN.indexOf(".") + 1;
    private static final String END = "\r\ncontent-length: 0\r\n\r\n";
    private static final int MAX_LENGTH = 120;

    @Override
    public void write(ChannelHandlerContext connection, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof ByteBuf answer && begins(answer)) {
            String head = answer.toString(StandardCharsets.US_ASCII);
            if (head.endsWith(END)) {
                answer.release();
                // The method may not even be known, and an answer to HEAD with a body is not understood.
                ChannelPromise written = promise.unvoid();
                written.addListener(ChannelFutureListener.CLOSE);
                super.write(connection, explained(head), written);
                return;
            }
        }
        super.write(connection, message, promise);
    }

    private static boolean begins(ByteBuf answer) {
        int length = answer.readableBytes();
        if (length > MAX_LENGTH || length < BEGIN.length()) {
            return false;
        }
        for (int i = 0; i < BEGIN.length(); i++) {
            if (i != MINOR_VERSION && answer.getByte(answer.readerIndex() + i) != BEGIN.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static ByteBuf explained(String head) {
        int status = Integer.parseInt(head, BEGIN.length() - 1, BEGIN.length() + 2, 10);
        String body = problem(status).toJson(null).encode();
        return Unpooled.copiedBuffer(
                head.substring(0, head.indexOf("\r\n")) + "\r\nContent-Type: " + Problem.MEDIA_TYPE
                        + "\r\nContent-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body,
                StandardCharsets.US_ASCII);
    }

    private static Problem problem(int status) {
        return switch (status) {
            case 414 -> Problem.of(status, "uri-too-long", "The path and query are too long.");
            case 431 -> Problem.of(status, "headers-too-large", "The headers are too large.");
            default -> Problem.of(status, "malformed-request", "This is not a proper HTTP/1.1 request.");
        };
    }
}

package org.openprepaid.iso8583;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;

/**
 * Packs a reply by its request's profile and framing, and writes it to the request's connection.
 */
final class ReplyWriter {
  private ReplyWriter() {}

  /** Counts what becomes of it: sent, not writable, or the peer has gone. On the event loop. */
  static void send(Traffic traffic, Channel channel, Exchange exchange, IsoReply reply) {
    if (!channel.isActive()) {
      undelivered(traffic, exchange);
      return;
    }
    byte[] frame;
    try {
      frame = pack(traffic.profile(), exchange.message(), reply);
    } catch (UnwritableMessageException | RuntimeException e) {
      traffic.statistics().failures.increment();
      traffic.log().write(OperatorMessage.UNWRITABLE, exchange.message().fields().mti(), cause(e));
      return;
    }
    ChannelFutureListener counted =
        written -> {
          if (written.isSuccess()) {
            traffic.statistics().replies.increment();
          } else {
            undelivered(traffic, exchange);
          }
        };
    var unused =
        channel
            .writeAndFlush(
                FrameBuffer.withLength(channel.alloc(), traffic.profile().lengthBytes(), frame))
            .addListener(counted);
  }

  static byte[] pack(Profile profile, IncomingMessage request, IsoReply reply)
      throws UnwritableMessageException {
    byte[] header = reply.fields().header();
    return profile.write(
        request.replyTpdu(),
        header.length == 0 ? request.fields().header() : header,
        reply.fields(),
        reply.macFunction());
  }

  /** Only the adapter's own exceptions are known to quote nothing of the message. */
  static String cause(Exception e) {
    return e instanceof UnwritableMessageException ? e.getMessage() : Failure.describe(e);
  }

  private static void undelivered(Traffic traffic, Exchange exchange) {
    traffic.statistics().undelivered.increment();
    traffic.log().write(OperatorMessage.UNDELIVERED, exchange.remoteAddress());
  }
}

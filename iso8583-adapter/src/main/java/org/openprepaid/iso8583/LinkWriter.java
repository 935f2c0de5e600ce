package org.openprepaid.iso8583;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;

/** Writes frames to a host's socket, and knows whether the host reads them. On its event loop. */
final class LinkWriter {
  private final Upstream upstream;
  private final LinkSession link;
  private final Channel channel;
  private boolean dirty;
  private boolean stalled;
  private long stalledSinceNanos;

  LinkWriter(Upstream upstream, LinkSession link, Channel channel) {
    this.upstream = upstream;
    this.link = link;
    this.channel = channel;
  }

  /** Writes a network message or a reply; {@link #flush} sends it. */
  void write(byte[] frame) {
    dirty = true;
    var unused =
        channel
            .write(bytes(frame))
            .addListener(
                written -> {
                  if (!written.isSuccess()) {
                    link.end("connection reset");
                  }
                });
  }

  /**
   * Writes a request; {@link #flush} sends it.
   *
   * @param unsent called when it is certain that it did not leave
   */
  void write(Outgoing request, Runnable unsent) {
    dirty = true;
    Departure departure = new Departure(channel, upstream.tls() != null);
    Future<Void> ignored =
        departure.addListener(
            written -> {
              if (!written.isSuccess()) {
                if (!departure.mayHaveGone()) {
                  unsent.run();
                }
                link.end("connection reset");
              }
            });
    ignored = channel.write(bytes(request.frame()), departure);
  }

  private ByteBuf bytes(byte[] frame) {
    return FrameBuffer.withLength(channel.alloc(), upstream.profile().lengthBytes(), frame);
  }

  void flush() {
    if (dirty) {
      dirty = false;
      var unused = channel.flush();
    }
  }

  /** Follows what the channel says; returns whether there is room again. */
  boolean writabilityChanged() {
    stalled = !channel.isWritable();
    stalledSinceNanos = System.nanoTime();
    return !stalled;
  }

  /** Whether the host has left so much unread that no more may be written. */
  boolean isStalled() {
    return stalled;
  }

  boolean isStalled(long now, long nanos) {
    return stalled && now - stalledSinceNanos > nanos;
  }
}

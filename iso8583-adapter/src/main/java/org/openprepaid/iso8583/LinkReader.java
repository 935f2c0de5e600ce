package org.openprepaid.iso8583;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Makes messages of what a host's socket brings. On the host's event loop. */
final class LinkReader {
  private final Upstream upstream;
  private final LinkSession link;
  private final FrameBuffer frames;
  private boolean partial;
  private long partialSinceNanos;
  private long lastReceivedNanos = System.nanoTime();

  LinkReader(Upstream upstream, LinkSession link) {
    this.upstream = upstream;
    this.link = link;
    this.frames =
        new FrameBuffer(upstream.profile().lengthBytes(), upstream.settings().limits().maxFrame());
  }

  /** Takes over the bytes, and gives the link the messages that they complete. */
  void add(ByteBufAllocator allocator, ByteBuf bytes) {
    lastReceivedNanos = System.nanoTime();
    frames.add(allocator, bytes);
    boolean taken = false;
    while (link.isOpen()) {
      int length = frames.next();
      if (length == FrameBuffer.INCOMPLETE) {
        break;
      }
      if (length == FrameBuffer.IMPOSSIBLE) {
        upstream.statistics().unreadable.increment();
        upstream.log().write(OperatorMessage.BAD_LENGTH, link.remoteAddress(), frames.announced());
        link.end("a frame of impossible length");
        return;
      }
      taken = true;
      take(frames.take(length));
    }
    notePartial(taken);
  }

  private void take(byte[] frame) {
    IncomingMessage message;
    try {
      message = upstream.profile().read(frame);
    } catch (UnreadableMessageException e) {
      upstream.statistics().unreadable.increment();
      upstream
          .log()
          .write(
              OperatorMessage.UNREADABLE,
              link.remoteAddress(),
              e.getMessage(),
              MaskedFrame.describe(upstream.profile(), frame));
      link.end("an unreadable message");
      return;
    }
    String mti = message.fields().mti();
    if (MessageType.isAnswer(mti)) {
      link.takeAnswer(message);
    } else if (MessageType.isRequest(mti)) {
      link.takeRequest(message);
    } else {
      upstream.statistics().unreadable.increment();
      upstream.log().write(OperatorMessage.UNKNOWN_TYPE, link.remoteAddress(), message.fields());
    }
  }

  private void notePartial(boolean taken) {
    boolean now = !frames.isEmpty();
    if (now && (taken || !partial)) {
      partialSinceNanos = lastReceivedNanos;
    }
    partial = now;
  }

  /** Whether a frame was begun so long ago and is still not complete. */
  boolean isStuck(long now, long nanos) {
    return partial && now - partialSinceNanos > nanos;
  }

  /** Whether nothing has come for so long. */
  boolean isSilent(long now, long nanos) {
    return now - lastReceivedNanos > nanos;
  }

  void discard() {
    frames.discard();
  }
}

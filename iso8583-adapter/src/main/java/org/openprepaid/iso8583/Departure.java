package org.openprepaid.iso8583;

import io.netty.channel.Channel;
import io.netty.channel.DefaultChannelProgressivePromise;

/**
 * The writing of one request. When it fails, it says whether a byte may have gone: the channel
 * reports every byte that the kernel took, so silence is certainty. Behind TLS it is not, because
 * records hold more than one request; there everything counts as gone.
 */
final class Departure extends DefaultChannelProgressivePromise {
  private boolean begun;

  Departure(Channel channel, boolean tls) {
    super(channel);
    begun = tls;
  }

  @Override
  public boolean tryProgress(long progress, long total) {
    begun |= progress > 0;
    return super.tryProgress(progress, total);
  }

  /** On the channel's event loop. */
  boolean mayHaveGone() {
    return begun || isSuccess();
  }
}

package org.openprepaid.iso8583;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;

/**
 * What all links to one host share. They live on one event loop, so that their state needs no
 * locks.
 *
 * @param tls {@code null}: none
 * @param lookup finds the addresses of names
 */
record Upstream(
    UpstreamSettings settings,
    Matching matching,
    NetworkMessages network,
    UpstreamStatistics statistics,
    OperatorLog log,
    EventLoop loop,
    ByteBufAllocator buffers,
    SslContext tls,
    AddressLookup lookup) {

  Profile profile() {
    return settings.profile();
  }
}

package org.openprepaid.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports on 127.0.0.1. */
final class LoopbackPort {
  private static final byte[] IPV4 = {127, 0, 0, 1};

  private LoopbackPort() {}

  /**
   * The port itself, or a free one for 0.
   *
   * @param how how to choose another, as told to the operator
   * @throws OperatorException OP-1901 when something listens there
   */
  static int claim(int port, String who, String how) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(IPV4), port), 1);
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new OperatorException(
          ErrorCode.PORT_IN_USE, who + " needs 127.0.0.1:" + port + "; " + how, e);
    }
  }
}

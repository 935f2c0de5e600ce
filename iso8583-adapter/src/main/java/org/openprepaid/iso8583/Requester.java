package org.openprepaid.iso8583;

/** The peer that sent a request: where its reply goes. Its methods may be called on any thread. */
interface Requester {

  /** {@code address:port}, for logs. */
  String remoteAddress();

  /** Sends the reply, or nothing for {@code null}; called once for an exchange. */
  void deliver(Exchange exchange, IsoReply reply);

  /** There is no reply, for this reason; called instead of {@link #deliver}. */
  void failed(Exchange exchange, OperatorMessage message, String reason);
}

package org.openprepaid.iso8583;

/**
 * Is told of what a host sends unasked. Called on a thread that serves sockets: it must not wait.
 *
 * <p>Sign-on, sign-off and echo of the host are answered by the adapter and not told. Every other
 * request (financial, or a change of keys) comes to {@link #onRequest}, whose stage brings the
 * reply, or {@code null} for none.
 */
public interface IsoLinkListener extends IsoMessageListener {

  /** An answer to no request in flight: late, sent twice, or to nothing at all. */
  void onStray(IsoAnswer answer);

  /** The links have changed their state. */
  void onStatus(LinkStatus status);
}

package org.openprepaid.iso8583;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * A way to one host, over one or more persistent links that share the load. Many requests are in
 * flight at once, so one connection is enough for an application; it is kept open for as long as
 * the application runs. Safe for use by many threads.
 */
public interface IsoConnection extends AutoCloseable {

  /**
   * Sends a request over the link with the fewest requests in flight, or lets it wait, bounded,
   * while no link is signed on or all are full. Never blocks.
   *
   * <p>The stage completes on a thread that serves sockets: go elsewhere for what takes time. It
   * fails with {@link NotSentException} when certainly no byte left, and with {@link
   * NoAnswerException} when the host may have the request.
   *
   * @param request MTI and elements, without the MAC; what the profile matches answers by must be
   *     among them
   * @param mac makes the 8 bytes of the MAC from the bytes covered; {@code null}: no MAC
   * @param patience from this call to the answer
   */
  CompletionStage<IsoAnswer> send(IsoFields request, UnaryOperator<byte[]> mac, Duration patience);

  /**
   * Who is told of what the host sends unasked; one listener, set once, before the first link is
   * signed on. Without one, requests are answered by nobody.
   */
  void listen(IsoLinkListener listener);

  /**
   * Whether it can be used: not once it is closed, by its user or by the container that took its
   * links away.
   */
  boolean isOpen();

  /** How the links stand now. Costs little. */
  LinkStatus status();

  /**
   * Takes no more requests, waits, bounded, for the answers to those in flight, signs off and
   * closes the links.
   */
  @Override
  void close();
}

package org.openprepaid.iso8583;

/** What a link tells its host's connection, on the event loop. */
interface LinkEvents {

  /** An answer that is not to a network message of the link's own. */
  void answered(LinkSession link, IncomingMessage answer);

  /** A request that the adapter does not answer by itself. */
  void requested(LinkSession link, IncomingMessage request);

  /** A reply to such a request. May be called on any thread. */
  void replied(LinkSession link, Exchange exchange, IsoReply reply);

  /** There is none. May be called on any thread. */
  void notReplied(LinkSession link, Exchange exchange, OperatorMessage message, String reason);

  /** A request given to the link did not leave. */
  void notSent(Outgoing request);

  /** The link has another state, so that it may take requests, or takes none. */
  void changed();

  /** What was received has been worked through: there may be room for more requests. */
  void room();

  /** The link is over; whatever it still had in flight is in doubt. */
  void lost(LinkSession link);
}

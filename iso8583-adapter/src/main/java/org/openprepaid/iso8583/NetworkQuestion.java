package org.openprepaid.iso8583;

import org.openprepaid.iso8583.NetworkMessages.Purpose;

/** The network message of a link that waits for its answer; one at a time. */
final class NetworkQuestion {
  private final Matching matching;
  private final NetworkMessages messages;
  private Purpose purpose;
  private String key;
  private long askedNanos;

  NetworkQuestion(Matching matching, NetworkMessages messages) {
    this.matching = matching;
    this.messages = messages;
  }

  /** The message to send now; whatever was asked before is forgotten. */
  IsoFields ask(Purpose wanted) {
    IsoFields message = messages.make(wanted);
    try {
      key = matching.ofAnswerTo(message);
    } catch (UnwritableMessageException e) {
      throw new IllegalStateException("the network messages were checked at the start", e);
    }
    purpose = wanted;
    askedNanos = System.nanoTime();
    return message;
  }

  /** What an answer answers; {@code null}: it belongs to no question of this link. */
  Purpose answeredBy(IsoFields answer) {
    if (purpose == null || !key.equals(matching.of(answer))) {
      return null;
    }
    Purpose answered = purpose;
    purpose = null;
    return answered;
  }

  /** {@code null}: nothing is asked. */
  Purpose open() {
    return purpose;
  }

  boolean isOverdue(long now, long nanos) {
    return purpose != null && now - askedNanos > nanos;
  }
}

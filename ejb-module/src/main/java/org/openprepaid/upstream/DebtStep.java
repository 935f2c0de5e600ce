package org.openprepaid.upstream;

import java.time.LocalDateTime;

/** What becomes of a debt in the queue. Texts are at most 120 ASCII characters; times are UTC. */
public sealed interface DebtStep {

  /** The host has it. It was sent once more. */
  record Settled(String hostCode) implements DebtStep {}

  /** Given up, for an operator to decide. It was sent once more. */
  record Dead(String hostCode, String why) implements DebtStep {}

  /**
   * It stays in the queue, with a message that comes at this time. It was sent once more.
   *
   * @param hostCode element 39 of the answer, empty without one
   */
  record Again(LocalDateTime at, String hostCode, String why) implements DebtStep {}

  /** It was not sent and goes back to the outbox, where it rests until this time. */
  record PutBack(LocalDateTime at, String why) implements DebtStep {}
}

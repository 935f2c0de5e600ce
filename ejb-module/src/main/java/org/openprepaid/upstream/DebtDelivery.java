package org.openprepaid.upstream;

import java.util.concurrent.CompletionStage;

/** Tells a host what it is owed. */
public interface DebtDelivery {

  /** Whether the host can be told anything now: one of its links is signed on. Costs little. */
  boolean isAvailable(String host);

  /**
   * Sends the message once and waits for its answer; decides nothing about further tries. The stage
   * never fails, and completes within the answer time-out.
   *
   * @param debt with a try before this one, it is sent as a repetition
   */
  CompletionStage<Delivery> deliver(UpstreamDebt debt);

  /**
   * What came of one try.
   *
   * @param result what it means
   * @param hostCode element 39 of the answer, empty without one
   * @param detail for the operator, at most 120 ASCII characters, may be empty
   */
  record Delivery(Result result, String hostCode, String detail) {}

  /** What a try means for the debt. */
  enum Result {
    /** The host has it (again): done. */
    SETTLED,
    /** The host has it and refuses: no repetition will help, an operator must decide. */
    REFUSED,
    /** The host may or may not have it: again later. */
    UNKNOWN,
    /** It did not leave: again later; not a try. */
    NOT_SENT
  }
}

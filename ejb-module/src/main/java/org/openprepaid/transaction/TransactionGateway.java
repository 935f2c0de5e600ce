package org.openprepaid.transaction;

import java.util.concurrent.CompletionStage;

/** The only way to move money. Every channel hands its requests here. */
public interface TransactionGateway {

  /**
   * Decides one request. The stage completes after the database commit, on a lane's thread: keep
   * what follows short. It never fails: what cannot be done is an {@link Outcome} with {@link
   * ResponseCode#SYSTEM_ERROR}, at once when the queue is full.
   */
  CompletionStage<Outcome> submit(Request request);

  /** Whether lanes are running and take requests. */
  boolean isRunning();
}

package org.openprepaid.transaction;

import java.util.concurrent.CompletionStage;

/**
 * Takes what a channel wants to whoever decides it: to our own {@link TransactionGateway}, or first
 * to the host that holds the card.
 */
public interface TransactionSwitch {

  /**
   * Has one request decided. The stage never fails. It completes with an outcome that {@link
   * Outcome#isPending} when nobody can say yet how it will end: then nothing is to be answered, and
   * whoever asked asks again or reverses.
   */
  CompletionStage<Outcome> submit(Request request);
}

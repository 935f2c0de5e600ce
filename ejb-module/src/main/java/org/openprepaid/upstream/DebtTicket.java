package org.openprepaid.upstream;

/**
 * What a message in the queue says: look at this debt, unless something has become of it since.
 *
 * @param tries how often it had been sent when the message was written; a row that says otherwise
 *     makes the message a duplicate
 */
public record DebtTicket(long debtId, int tries) {

  /** Of a debt as it stands. */
  public static DebtTicket of(UpstreamDebt debt) {
    return new DebtTicket(debt.id(), debt.tries());
  }
}

package org.openprepaid.softpos.load;

/** Hears of every approved purchase whose reply had a good MAC; called on the load's threads. */
@FunctionalInterface
public interface ApprovalListener {
  /**
   * A reply with {@code 00} came.
   *
   * @param rrn field 37 of the reply, empty when it has none
   */
  void approved(String terminalId, int batch, int trace, String rrn);
}

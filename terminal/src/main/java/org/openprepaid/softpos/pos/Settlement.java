package org.openprepaid.softpos.pos;

/**
 * How a settlement ended.
 *
 * @param outcome of the 0500
 * @param batch the batch settled
 * @param totals the terminal's
 * @param hostTotals those in the host's reply, or {@code null} when it gave none; a host may only
 *     repeat the terminal's
 * @param result the host's comparison: 1 balanced, 2 not balanced, 3 error; 0 when it gave none
 */
public record Settlement(Outcome outcome, int batch, Totals totals, Totals hostTotals, int result) {

  static Settlement of(Outcome outcome, int batch, Totals totals) {
    String field48 = outcome.reply() == null ? null : outcome.reply().get(48);
    Totals host = Totals.ofReply(field48);
    int result = host == null ? 0 : Character.digit(field48.charAt(30), 10);
    return new Settlement(outcome, batch, totals, host, result);
  }

  /** True when the host agreed, so that the batch is closed. */
  public boolean balanced() {
    return outcome.approved() && result == 1;
  }

  /** True when the host wants the batch uploaded. */
  public boolean unbalanced() {
    return outcome.approved() && result != 1;
  }
}

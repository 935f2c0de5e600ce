package org.openprepaid.softpos.pos;

import java.util.Collection;

/**
 * The totals of a batch, in fen. Purchases and completions are debits; voids, refunds and top-ups
 * are credits; what was reversed does not count; a voided purchase counts on both sides.
 */
public record Totals(long debitAmount, int debitCount, long creditAmount, int creditCount) {
  /** The profile's counts have three digits. */
  public static final int MAX_COUNT = 999;

  /** The totals of these slips. */
  public static Totals of(Collection<Slip> slips) {
    long debit = 0;
    long credit = 0;
    int debits = 0;
    int credits = 0;
    for (Slip slip : slips) {
      if (counts(slip) && slip.transaction().side() == Transaction.Side.DEBIT) {
        debit += slip.amount();
        debits++;
      } else if (counts(slip)) {
        credit += slip.amount();
        credits++;
      }
    }
    return new Totals(debit, debits, credit, credits);
  }

  /** The host's totals for domestic cards in field 48 of its reply; {@code null} if it has none. */
  public static Totals ofReply(String field48) {
    if (field48 == null || !field48.matches("[0-9]{31,}")) {
      return null;
    }
    return new Totals(
        Long.parseLong(field48.substring(0, 12)),
        Integer.parseInt(field48.substring(12, 15)),
        Long.parseLong(field48.substring(15, 27)),
        Integer.parseInt(field48.substring(27, 30)));
  }

  /** True when the slip is part of the totals, and so of a batch upload. */
  public static boolean counts(Slip slip) {
    return slip.state() == Slip.State.APPROVED
        && slip.transaction().side() != Transaction.Side.NONE;
  }

  /**
   * Field 48 of a settlement request: domestic cards, then foreign ones, of which there are none.
   */
  public String field48() {
    return half() + "0" + "0".repeat(31);
  }

  private String half() {
    return String.format("%012d%03d%012d%03d", debitAmount, debitCount, creditAmount, creditCount);
  }

  /** {@code 2 debits 60.00, 1 credit 30.00}. */
  @Override
  public String toString() {
    return debitCount
        + " debit(s) "
        + Amounts.show(debitAmount)
        + ", "
        + creditCount
        + " credit(s) "
        + Amounts.show(creditAmount);
  }
}

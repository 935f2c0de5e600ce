package org.openprepaid.settlement;

/**
 * What a batch comes to: debits are what cards were charged, credits what they were given, each as
 * a count and a sum.
 *
 * @param debitCount not negative
 * @param debit in minor units, not negative
 * @param creditCount not negative
 * @param credit in minor units, not negative
 */
public record BatchTotals(int debitCount, long debit, int creditCount, long credit) {
  public static final BatchTotals NONE = new BatchTotals(0, 0, 0, 0);

  public BatchTotals {
    if (debitCount < 0 || debit < 0 || creditCount < 0 || credit < 0) {
      throw new IllegalArgumentException("totals are not negative");
    }
  }

  BatchTotals withDebits(int count, long sum) {
    return new BatchTotals(
        Math.addExact(debitCount, count), Math.addExact(debit, sum), creditCount, credit);
  }

  BatchTotals withCredits(int count, long sum) {
    return new BatchTotals(
        debitCount, debit, Math.addExact(creditCount, count), Math.addExact(credit, sum));
  }

  public boolean isEmpty() {
    return equals(NONE);
  }
}

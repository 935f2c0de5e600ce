package org.openprepaid.settlement;

import java.util.List;
import org.openprepaid.transaction.TransactionKind;
import org.openprepaid.transaction.TransactionState;

/**
 * The host's own totals of a terminal's batch: debits are purchases and completions; credits are
 * voids, refunds, voids of completions and top-ups. What was declined or reversed does not count,
 * and neither do holds and inquiries, which move nothing.
 *
 * <p>Terminals differ in how they count a purchase that was voided: some leave both out, some count
 * both. Both come to the same balance, so both are right; a terminal that counts one without the
 * other is not.
 *
 * @param withVoided a voided debit counts as debit and its void as credit
 * @param withoutVoided neither counts
 */
public record HostBatch(BatchTotals withVoided, BatchTotals withoutVoided) {

  /**
   * Transactions of one kind and state in the batch.
   *
   * @param count how many
   * @param sum of their amounts, in minor units
   */
  public record Line(TransactionKind kind, TransactionState state, int count, long sum) {}

  /** Adds up the lines of a batch. */
  public static HostBatch of(List<Line> lines) {
    BatchTotals withVoided = BatchTotals.NONE;
    BatchTotals withoutVoided = BatchTotals.NONE;
    for (Line line : lines) {
      if (!counts(line)) {
        continue;
      }
      withVoided = plus(withVoided, line);
      if (!isHalfOfVoid(line)) {
        withoutVoided = plus(withoutVoided, line);
      }
    }
    return new HostBatch(withVoided, withoutVoided);
  }

  /** The way of counting that agrees with the terminal; where none does, the one with all in it. */
  public BatchTotals asCountedBy(BatchTotals terminal) {
    return withoutVoided.equals(terminal) ? withoutVoided : withVoided;
  }

  public boolean agreesWith(BatchTotals terminal) {
    return asCountedBy(terminal).equals(terminal);
  }

  /** Whether transactions like these enter a batch's totals. */
  static boolean counts(TransactionKind kind, TransactionState state) {
    boolean stands = state == TransactionState.APPROVED || state == TransactionState.VOIDED;
    return stands && (isDebit(kind) || isCredit(kind));
  }

  private static boolean counts(Line line) {
    return counts(line.kind(), line.state());
  }

  private static boolean isHalfOfVoid(Line line) {
    return line.state() == TransactionState.VOIDED
        || line.kind() == TransactionKind.PURCHASE_VOID
        || line.kind() == TransactionKind.COMPLETION_VOID;
  }

  private static BatchTotals plus(BatchTotals totals, Line line) {
    return isDebit(line.kind())
        ? totals.withDebits(line.count(), line.sum())
        : totals.withCredits(line.count(), line.sum());
  }

  private static boolean isDebit(TransactionKind kind) {
    return kind == TransactionKind.PURCHASE || kind.isCompletion();
  }

  private static boolean isCredit(TransactionKind kind) {
    return switch (kind) {
      case PURCHASE_VOID, REFUND, COMPLETION_VOID, TOP_UP -> true;
      default -> false;
    };
  }
}

package org.openprepaid.transaction;

import java.util.ArrayList;
import java.util.List;
import org.openprepaid.ledger.InstitutionAccounts;
import org.openprepaid.ledger.Posting;
import org.openprepaid.money.Money;

/**
 * What all the rules share that act on an earlier transaction. {@code null} means it may be used.
 */
final class OriginalRules {

  private OriginalRules() {}

  /** It is there, of this card and this merchant, and was approved. */
  static ResponseCode found(Request request, Facts facts) {
    if (facts.original() == null) {
      return ResponseCode.ORIGINAL_NOT_FOUND;
    }
    TransactionRecord original = facts.original().record();
    boolean ours =
        !facts.original().ofOtherCard()
            && original.origin().merchantId().equals(request.origin().merchantId())
            && original.state() != TransactionState.DECLINED;
    return ours ? null : ResponseCode.ORIGINAL_NOT_FOUND;
  }

  /** It still stands. */
  static ResponseCode standing(TransactionRecord original) {
    return original.isApproved() ? null : ResponseCode.INVALID_TRANSACTION;
  }

  /** A void takes back the whole amount, untouched, in the same terminal's open batch. */
  static ResponseCode voidable(Request request, Facts facts) {
    TransactionRecord original = facts.original().record();
    Origin from = original.origin();
    boolean inOpenBatch =
        from.terminalId().equals(request.origin().terminalId())
            && from.batchNumber() == request.origin().batchNumber();
    if (!inOpenBatch || !original.isApproved() || !original.refunded().isZero()) {
      return ResponseCode.INVALID_TRANSACTION;
    }
    return original.amount().equals(request.amount()) ? null : ResponseCode.ORIGINAL_AMOUNT_DIFFERS;
  }

  /**
   * The lines that undo an entry. What the card can no longer give back, because it was spent or is
   * kept aside since, goes to suspense for a person to settle: the other side of the entry is made
   * whole, and the card never falls below its floor (rule 2).
   */
  static List<Posting> undoing(List<Posting> lines, CardAccount account, Money credit) {
    List<Posting> undone = new ArrayList<>(lines.size() + 1);
    for (Posting line : lines) {
      Posting back = line.reversed();
      if (line.accountId() != account.id() || !back.amount().isNegative()) {
        undone.add(back);
        continue;
      }
      Money zero = Money.zero(back.amount().currency());
      Money left = account.available(credit).max(zero);
      Money given = left.min(back.amount().negated());
      Money shortfall = back.amount().negated().minus(given);
      if (given.isPositive()) {
        undone.add(new Posting(account.id(), given.negated()));
      }
      if (shortfall.isPositive()) {
        long suspense = InstitutionAccounts.suspense(shortfall.currency());
        undone.add(new Posting(suspense, shortfall.negated()));
      }
    }
    return undone;
  }

  /** The account after these lines. */
  static CardAccount after(CardAccount account, List<Posting> lines) {
    CardAccount after = account;
    for (Posting line : lines) {
      if (line.accountId() == account.id()) {
        after = after.posted(line.amount());
      }
    }
    return after;
  }
}

package org.openprepaid.transaction;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.openprepaid.ledger.Posting;

/**
 * A reversal undoes its original exactly once, however often and in whatever order it comes (rule
 * 4). The asker does not know how the original ended; so a reversal of what never came, or was
 * declined, or was undone already, is approved: what it wants is the case.
 */
final class ReversalRules {
  private static final Map<TransactionKind, Rulebook.Rule> UNDO =
      new EnumMap<>(TransactionKind.class);

  static {
    UNDO.put(TransactionKind.PURCHASE, (request, facts) -> moneyBack(facts));
    UNDO.put(TransactionKind.TOP_UP, (request, facts) -> moneyBack(facts));
    UNDO.put(TransactionKind.REFUND, (request, facts) -> undoneRefund(facts));
    UNDO.put(TransactionKind.PURCHASE_VOID, (request, facts) -> undoneVoid(facts));
    UNDO.put(TransactionKind.PRE_AUTHORISATION, (request, facts) -> undonePreAuthorisation(facts));
    UNDO.put(
        TransactionKind.PRE_AUTHORISATION_VOID,
        (request, facts) -> undoneVoidOfPreAuthorisation(facts));
    UNDO.put(TransactionKind.COMPLETION, (request, facts) -> HoldRules.undoneCompletion(facts));
    UNDO.put(
        TransactionKind.COMPLETION_ADVICE, (request, facts) -> HoldRules.undoneCompletion(facts));
    UNDO.put(TransactionKind.COMPLETION_VOID, (request, facts) -> undoneVoidOfCompletion(facts));
    UNDO.put(TransactionKind.BALANCE_INQUIRY, (request, facts) -> Decision.approved());
  }

  private ReversalRules() {}

  static Decision reversal(Request request, Facts facts) {
    if (facts.original() == null) {
      return Decision.approved();
    }
    TransactionRecord original = facts.original().record();
    ResponseCode refusal = matches(request, facts, original);
    if (refusal != null) {
      return Decision.of(refusal);
    }
    boolean nothingToUndo =
        original.state() == TransactionState.DECLINED
            || original.state() == TransactionState.REVERSED;
    if (nothingToUndo) {
      return Decision.approved();
    }
    Rulebook.Rule undo =
        original.upstream() == null
            ? UNDO.get(original.kind())
            : (asked, known) -> RoutedReversalRules.undone(known);
    boolean standing = original.isApproved() || original.state() == TransactionState.PENDING;
    if (undo == null || !standing || !original.refunded().isZero()) {
      // a reversal itself, or something that later transactions were built on
      return Decision.of(ResponseCode.INVALID_TRANSACTION);
    }
    Decision undone = undo.decide(request, facts);
    return undone.code().isApproved()
        ? undone.original(original.as(TransactionState.REVERSED))
        : undone;
  }

  private static ResponseCode matches(Request request, Facts facts, TransactionRecord original) {
    Origin origin = request.origin();
    TransactionKind told = ((Request.Reversal) request).originalKind();
    if (facts.original().ofOtherCard()
        || told != original.kind()
        || !original.origin().merchantId().equals(origin.merchantId())) {
      return ResponseCode.ORIGINAL_NOT_FOUND;
    }
    return original.amount().equals(request.amount()) ? null : ResponseCode.ORIGINAL_AMOUNT_DIFFERS;
  }

  private static Decision moneyBack(Facts facts) {
    return taken(facts, facts.account());
  }

  private static Decision taken(Facts facts, CardAccount account) {
    List<Posting> lines =
        OriginalRules.undoing(
            facts.original().postings(), account, facts.card().product().creditFloor());
    return Decision.approved().posting(lines).account(OriginalRules.after(account, lines));
  }

  private static Decision undoneRefund(Facts facts) {
    TransactionRecord purchase = facts.original().parent();
    TransactionRecord refund = facts.original().record();
    return moneyBack(facts)
        .parent(purchase.withRefunded(purchase.refunded().minus(refund.amount())));
  }

  private static Decision undoneVoid(Facts facts) {
    return moneyBack(facts).parent(facts.original().parent().as(TransactionState.APPROVED));
  }

  private static Decision undonePreAuthorisation(Facts facts) {
    Hold hold = facts.original().hold();
    if (hold.status() == HoldStatus.POSTED) {
      return Decision.of(ResponseCode.INVALID_TRANSACTION);
    }
    if (!hold.isPending()) {
      return Decision.approved();
    }
    return Decision.approved()
        .hold(hold.as(HoldStatus.VOIDED))
        .account(facts.account().freeing(hold.amount()));
  }

  private static Decision undoneVoidOfPreAuthorisation(Facts facts) {
    return HoldRules.reinstating(facts.original().hold(), facts.account(), facts)
        .parent(facts.original().parent().as(TransactionState.APPROVED));
  }

  /** The completion stands again: its money is taken, and the hold that came back is posted. */
  private static Decision undoneVoidOfCompletion(Facts facts) {
    Hold hold = facts.original().hold();
    if (hold.status() == HoldStatus.POSTED) {
      // completed anew since: the hold can be used only once
      return Decision.of(ResponseCode.INVALID_TRANSACTION);
    }
    CardAccount freed = hold.isPending() ? facts.account().freeing(hold.amount()) : facts.account();
    return taken(facts, freed)
        .hold(hold.as(HoldStatus.POSTED))
        .parent(facts.original().parent().as(TransactionState.APPROVED));
  }
}

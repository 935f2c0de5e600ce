package org.openprepaid.transaction;

import java.util.List;
import org.openprepaid.ledger.Posting;
import org.openprepaid.money.Money;

/** The pre-authorisation family: a hold is pending, then posted, voided or expired. */
final class HoldRules {

  private HoldRules() {}

  static Decision preAuthorisation(Request request, Facts facts) {
    Money amount = request.amount();
    ResponseCode refusal = PaymentRules.spendable(amount, facts);
    if (refusal != null) {
      return Decision.of(refusal);
    }
    Hold hold =
        new Hold(
            facts.id(),
            facts.account().id(),
            facts.card().id(),
            request.origin().merchantId(),
            AuthCode.of(facts.id()),
            amount,
            HoldStatus.PENDING,
            facts.now().plusDays(facts.card().product().holdDays()));
    return Decision.approved().hold(hold).account(facts.account().keeping(amount));
  }

  static Decision voidOfPreAuthorisation(Request request, Facts facts) {
    ResponseCode refusal = usable(request, facts);
    if (refusal == null && !facts.original().record().amount().equals(request.amount())) {
      refusal = ResponseCode.ORIGINAL_AMOUNT_DIFFERS;
    }
    if (refusal != null) {
      return Decision.of(refusal);
    }
    Hold hold = facts.original().hold();
    return Decision.approved()
        .hold(hold.as(HoldStatus.VOIDED))
        .account(facts.account().freeing(hold.amount()))
        .original(facts.original().record().as(TransactionState.VOIDED));
  }

  static Decision completion(Request request, Facts facts) {
    ResponseCode refusal = usable(request, facts);
    if (refusal != null) {
      return Decision.of(refusal);
    }
    Hold hold = facts.original().hold();
    Money amount = request.amount();
    if (amount.isMoreThan(hold.amount())) {
      return Decision.of(ResponseCode.AMOUNT_LIMIT);
    }
    long payable = facts.acceptor().payableAccountId();
    return Decision.approved()
        .posting(PaymentRules.moved(facts.account().id(), payable, amount))
        .account(facts.account().freeing(hold.amount()).posted(amount.negated()))
        .hold(hold.as(HoldStatus.POSTED));
  }

  static Decision voidOfCompletion(Request request, Facts facts) {
    ResponseCode refusal = OriginalRules.found(request, facts);
    if (refusal == null && !facts.original().record().kind().isCompletion()) {
      refusal = ResponseCode.INVALID_TRANSACTION;
    }
    if (refusal == null) {
      refusal = OriginalRules.voidable(request, facts);
    }
    if (refusal != null) {
      return Decision.of(refusal);
    }
    return undoneCompletion(facts).original(facts.original().record().as(TransactionState.VOIDED));
  }

  /** The money back, and the hold pending again as far as the card still covers it. */
  static Decision undoneCompletion(Facts facts) {
    List<Posting> lines =
        OriginalRules.undoing(
            facts.original().postings(), facts.account(), facts.card().product().creditFloor());
    CardAccount paidBack = OriginalRules.after(facts.account(), lines);
    return reinstating(facts.original().hold(), paidBack, facts).posting(lines);
  }

  /**
   * A hold pending again. The cardholder may have spent meanwhile what it had set free: no more is
   * kept than is available.
   */
  static Decision reinstating(Hold hold, CardAccount account, Facts facts) {
    Money available = account.available(facts.card().product().creditFloor());
    Money kept = hold.amount().min(available);
    if (!kept.isPositive()) {
      return Decision.approved().hold(hold.as(HoldStatus.VOIDED)).account(account);
    }
    return Decision.approved().hold(hold.reinstated(kept)).account(account.keeping(kept));
  }

  /** Asked by the expiry job: a hold that ended meanwhile is left as it is. */
  static Decision expiry(Request request, Facts facts) {
    if (facts.original() == null || facts.original().hold() == null) {
      return Decision.of(ResponseCode.ORIGINAL_NOT_FOUND);
    }
    Hold hold = facts.original().hold();
    if (!hold.isPending() || !hold.isOverAt(facts.now())) {
      return Decision.approved();
    }
    return Decision.approved()
        .hold(hold.as(HoldStatus.EXPIRED))
        .account(facts.account().freeing(hold.amount()));
  }

  /** The original is a pre-authorisation of this card and merchant whose hold is still pending. */
  private static ResponseCode usable(Request request, Facts facts) {
    ResponseCode refusal = OriginalRules.found(request, facts);
    if (refusal != null) {
      return refusal;
    }
    TransactionRecord original = facts.original().record();
    Hold hold = facts.original().hold();
    boolean pending =
        original.kind() == TransactionKind.PRE_AUTHORISATION
            && original.isApproved()
            && hold != null
            && hold.isPending()
            && !hold.isOverAt(facts.now());
    return pending ? null : ResponseCode.INVALID_TRANSACTION;
  }
}

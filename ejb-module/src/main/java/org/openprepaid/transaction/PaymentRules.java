package org.openprepaid.transaction;

import java.util.List;
import org.openprepaid.ledger.InstitutionAccounts;
import org.openprepaid.ledger.Posting;
import org.openprepaid.money.Money;

/** Purchase, its void, refund and top-up. */
final class PaymentRules {

  private PaymentRules() {}

  static Decision purchase(Request request, Facts facts) {
    Money amount = request.amount();
    ResponseCode refusal = spendable(amount, facts);
    if (refusal != null) {
      return Decision.of(refusal);
    }
    return Decision.approved()
        .posting(moved(facts.account().id(), facts.acceptor().payableAccountId(), amount))
        .account(facts.account().posted(amount.negated()));
  }

  /** Within the product's limit and what is available. */
  static ResponseCode spendable(Money amount, Facts facts) {
    if (facts.acceptor() == null) {
      // money leaves a card only towards a merchant
      return ResponseCode.INVALID_MERCHANT;
    }
    ProductTerms terms = facts.card().product();
    if (amount.isMoreThan(terms.transactionLimit())) {
      return ResponseCode.AMOUNT_LIMIT;
    }
    return amount.isMoreThan(facts.account().available(terms.creditFloor()))
        ? ResponseCode.INSUFFICIENT_FUNDS
        : null;
  }

  static List<Posting> moved(long fromAccount, long toAccount, Money amount) {
    return List.of(new Posting(fromAccount, amount.negated()), new Posting(toAccount, amount));
  }

  static Decision topUp(Request request, Facts facts) {
    Money amount = request.amount();
    CardAccount after = facts.account().posted(amount);
    if (after.balance().isMoreThan(facts.card().product().balanceCap())) {
      return Decision.of(ResponseCode.AMOUNT_LIMIT);
    }
    long reserve = InstitutionAccounts.reserveBank(amount.currency());
    return Decision.approved().posting(moved(reserve, facts.account().id(), amount)).account(after);
  }

  static Decision refund(Request request, Facts facts) {
    ResponseCode refusal = OriginalRules.found(request, facts);
    if (refusal != null) {
      return Decision.of(refusal);
    }
    TransactionRecord original = facts.original().record();
    refusal = refundable(original, request.amount());
    if (refusal != null) {
      return Decision.of(refusal);
    }
    Money refunded = original.refunded().plus(request.amount());
    CardAccount account = facts.account();
    return Decision.approved()
        .posting(moved(facts.acceptor().payableAccountId(), account.id(), request.amount()))
        .account(account.posted(request.amount()))
        .original(original.withRefunded(refunded));
  }

  /** It was paid, still stands, and not more is given back than was paid. */
  static ResponseCode refundable(TransactionRecord original, Money amount) {
    boolean paid = original.kind() == TransactionKind.PURCHASE || original.kind().isCompletion();
    if (!paid || !original.isApproved()) {
      return ResponseCode.INVALID_TRANSACTION;
    }
    return original.refunded().plus(amount).isMoreThan(original.amount())
        ? ResponseCode.AMOUNT_LIMIT
        : null;
  }

  static Decision voidOfPurchase(Request request, Facts facts) {
    ResponseCode refusal = OriginalRules.found(request, facts);
    if (refusal == null && facts.original().record().kind() != TransactionKind.PURCHASE) {
      refusal = ResponseCode.INVALID_TRANSACTION;
    }
    if (refusal == null) {
      refusal = OriginalRules.voidable(request, facts);
    }
    if (refusal != null) {
      return Decision.of(refusal);
    }
    List<Posting> lines =
        OriginalRules.undoing(
            facts.original().postings(), facts.account(), facts.card().product().creditFloor());
    return Decision.approved()
        .posting(lines)
        .account(OriginalRules.after(facts.account(), lines))
        .original(facts.original().record().as(TransactionState.VOIDED));
  }
}

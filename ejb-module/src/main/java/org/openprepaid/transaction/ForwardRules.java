package org.openprepaid.transaction;

import java.util.List;
import org.openprepaid.ledger.Posting;

/**
 * What is checked before another host is asked, and what is set aside until it has answered. The
 * card, its PIN and its money are that host's affair; the terminal, the merchant and the order of
 * transactions are ours.
 *
 * <p>A void or refund takes its original at once, so that nothing else uses it meanwhile; {@link
 * AnswerRules} gives it free again when the host does not agree.
 */
final class ForwardRules {

  private ForwardRules() {}

  static Decision forward(Request request, Facts facts) {
    if (facts.host() == null) {
      return Decision.of(ResponseCode.ISSUER_UNAVAILABLE);
    }
    if (request.amount().currency() != facts.host().currency()) {
      return Decision.of(ResponseCode.INVALID_TRANSACTION);
    }
    return switch (request.kind()) {
      case PURCHASE, PRE_AUTHORISATION, BALANCE_INQUIRY -> Decision.pending();
      case PURCHASE_VOID, COMPLETION_VOID -> voided(request, facts);
      case PRE_AUTHORISATION_VOID -> voidOfPreAuthorisation(request, facts);
      case COMPLETION -> completion(request, facts, Decision.pending());
      case COMPLETION_ADVICE -> completion(request, facts, told(request, facts));
      case REFUND -> refund(request, facts);
      default -> Decision.of(ResponseCode.NOT_ALLOWED_FOR_CARD);
    };
  }

  private static Decision voided(Request request, Facts facts) {
    ResponseCode refusal = found(request, facts);
    if (refusal == null) {
      TransactionKind kind = facts.original().record().kind();
      boolean fits =
          request.kind() == TransactionKind.PURCHASE_VOID
              ? kind == TransactionKind.PURCHASE
              : kind.isCompletion();
      refusal = fits ? OriginalRules.voidable(request, facts) : ResponseCode.INVALID_TRANSACTION;
    }
    return refusal == null ? taking(facts) : Decision.of(refusal);
  }

  private static Decision voidOfPreAuthorisation(Request request, Facts facts) {
    ResponseCode refusal = ofPreAuthorisation(request, facts);
    if (refusal == null && !facts.original().record().amount().equals(request.amount())) {
      refusal = ResponseCode.ORIGINAL_AMOUNT_DIFFERS;
    }
    return refusal == null ? taking(facts) : Decision.of(refusal);
  }

  private static Decision taking(Facts facts) {
    return Decision.pending().original(facts.original().record().as(TransactionState.VOIDED));
  }

  /**
   * It uses its pre-authorisation up, once. How much more than was held may be taken is the host's
   * to say, where it is asked; what is only told may not be more.
   */
  private static Decision completion(Request request, Facts facts, Decision agreed) {
    ResponseCode refusal = ofPreAuthorisation(request, facts);
    if (refusal != null) {
      return Decision.of(refusal);
    }
    TransactionRecord held = facts.original().record();
    if (agreed.code().isApproved() && request.amount().isMoreThan(held.amount())) {
      return Decision.of(ResponseCode.AMOUNT_LIMIT);
    }
    return agreed.original(held.as(TransactionState.COMPLETED));
  }

  private static Decision refund(Request request, Facts facts) {
    ResponseCode refusal = found(request, facts);
    if (refusal == null) {
      refusal = PaymentRules.refundable(facts.original().record(), request.amount());
    }
    if (refusal != null) {
      return Decision.of(refusal);
    }
    TransactionRecord original = facts.original().record();
    List<Posting> lines =
        PaymentRules.moved(
            facts.acceptor().payableAccountId(),
            facts.host().settlementAccountId(),
            request.amount());
    return Decision.approved()
        .posting(lines)
        .original(original.withRefunded(original.refunded().plus(request.amount())))
        .owing(Owed.advice(facts.id()));
  }

  private static Decision told(Request request, Facts facts) {
    if (facts.acceptor() == null) {
      return Decision.of(ResponseCode.INVALID_MERCHANT);
    }
    return Decision.approved()
        .posting(
            PaymentRules.moved(
                facts.host().settlementAccountId(),
                facts.acceptor().payableAccountId(),
                request.amount()))
        .owing(Owed.advice(facts.id()));
  }

  private static ResponseCode ofPreAuthorisation(Request request, Facts facts) {
    ResponseCode refusal = found(request, facts);
    if (refusal != null) {
      return refusal;
    }
    TransactionRecord original = facts.original().record();
    boolean usable = original.kind() == TransactionKind.PRE_AUTHORISATION && original.isApproved();
    return usable ? null : ResponseCode.INVALID_TRANSACTION;
  }

  private static ResponseCode found(Request request, Facts facts) {
    ResponseCode refusal = OriginalRules.found(request, facts);
    if (refusal != null) {
      return refusal;
    }
    // what we decided ourselves once is not another's to undo, whatever the routes say today
    return facts.original().exchange() == null ? ResponseCode.ORIGINAL_NOT_FOUND : null;
  }
}

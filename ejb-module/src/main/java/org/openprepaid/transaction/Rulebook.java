package org.openprepaid.transaction;

import java.util.EnumMap;
import java.util.Map;
import org.openprepaid.key.PinCheck;

/**
 * Decides requests: values in, a value out; no clock, no database, no container. Every channel's
 * requests pass here and nowhere else.
 *
 * <p>The order is: the acceptor, the card, its PIN, then the rule of the kind. What a repeat gets
 * was settled before: see {@link GroupDecisions}.
 */
public final class Rulebook {

  /** The rule of one kind of transaction, asked once the request was admitted. */
  @FunctionalInterface
  interface Rule {
    Decision decide(Request request, Facts facts);
  }

  private static final Map<TransactionKind, Rule> RULES = new EnumMap<>(TransactionKind.class);

  static {
    RULES.put(TransactionKind.PURCHASE, PaymentRules::purchase);
    RULES.put(TransactionKind.PURCHASE_VOID, PaymentRules::voidOfPurchase);
    RULES.put(TransactionKind.REFUND, PaymentRules::refund);
    RULES.put(TransactionKind.BALANCE_INQUIRY, (request, facts) -> Decision.approved());
    RULES.put(TransactionKind.TOP_UP, PaymentRules::topUp);
    RULES.put(TransactionKind.PRE_AUTHORISATION, HoldRules::preAuthorisation);
    RULES.put(TransactionKind.PRE_AUTHORISATION_VOID, HoldRules::voidOfPreAuthorisation);
    RULES.put(TransactionKind.COMPLETION, HoldRules::completion);
    RULES.put(TransactionKind.COMPLETION_ADVICE, HoldRules::completion);
    RULES.put(TransactionKind.COMPLETION_VOID, HoldRules::voidOfCompletion);
    RULES.put(TransactionKind.HOLD_EXPIRY, HoldRules::expiry);
    RULES.put(TransactionKind.REVERSAL, ReversalRules::reversal);
  }

  /**
   * Decides whether another host is asked. The card is that host's, so only the acceptor and the
   * original are looked at.
   */
  public Decision forward(Request request, Facts facts) {
    ResponseCode refusal = AdmissionRules.ofAcceptor(request, facts);
    return refusal == null ? ForwardRules.forward(request, facts) : Decision.of(refusal);
  }

  /** Decides what a host's answer does to the pending transaction that it is about. */
  public Decision answer(Request.Answered request, Facts facts) {
    return AnswerRules.answer(request, facts);
  }

  /** Decides one request. Nothing has happened yet when it returns. */
  public Decision decide(Request request, Facts facts) {
    ResponseCode refusal = AdmissionRules.ofAcceptor(request, facts);
    if (refusal == null) {
      refusal = AdmissionRules.ofCard(request, facts);
    }
    if (refusal != null) {
      return Decision.of(refusal);
    }
    refusal = AdmissionRules.ofPin(request, facts);
    if (refusal == ResponseCode.WRONG_PIN && facts.pin() == PinCheck.WRONG) {
      CardFacts card = facts.card();
      return Decision.of(refusal).card(card.withPinFailures(card.pinFailures() + 1));
    }
    if (refusal != null) {
      return Decision.of(refusal);
    }
    Decision decision = RULES.get(request.kind()).decide(request, facts);
    boolean forgives = facts.pin() == PinCheck.CORRECT && facts.card().pinFailures() > 0;
    return forgives ? decision.card(facts.card().withPinFailures(0)) : decision;
  }
}

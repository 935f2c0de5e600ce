package org.openprepaid.transaction;

import java.util.List;
import org.openprepaid.ledger.Posting;

/**
 * What a host's answer does to the transaction that waits for it. Only a pending transaction is
 * decided: an answer that comes when it is decided already changes nothing.
 */
final class AnswerRules {

  private AnswerRules() {}

  /** For a transaction that is pending. */
  static Decision answer(Request.Answered request, Facts facts) {
    HostAnswer answer = request.answer();
    Exchange exchange = facts.original().exchange().ended(answer);
    if (answer.code().isApproved()) {
      return usableAgain(Decision.approved(), facts).posting(lines(facts)).exchange(exchange);
    }
    Decision declined = released(Decision.of(answer.code()), facts).exchange(exchange);
    return answer.status() == Exchange.Status.UNKNOWN ? owing(declined, answer, facts) : declined;
  }

  /** What a voided completion had used up is held again, as it is at the host. */
  private static Decision usableAgain(Decision decision, Facts facts) {
    boolean voidsCompletion = facts.original().record().kind() == TransactionKind.COMPLETION_VOID;
    TransactionRecord held = facts.original().grandparent();
    return voidsCompletion && held != null
        ? decision.grandparent(held.as(TransactionState.APPROVED))
        : decision;
  }

  private static Decision owing(Decision declined, HostAnswer answer, Facts facts) {
    TransactionRecord record = facts.original().record();
    return record.kind() == TransactionKind.BALANCE_INQUIRY
        ? declined
        : declined.owing(Owed.reversal(record.id(), answer.reversalReason()));
  }

  /** What a void or a completion had taken is there again. */
  static Decision released(Decision decision, Facts facts) {
    TransactionRecord parent = facts.original().parent();
    TransactionKind kind = facts.original().record().kind();
    boolean taken =
        parent != null
            && ((kind.isVoid() && parent.state() == TransactionState.VOIDED)
                || (kind.isCompletion() && parent.state() == TransactionState.COMPLETED));
    return taken ? decision.parent(parent.as(TransactionState.APPROVED)) : decision;
  }

  private static List<Posting> lines(Facts facts) {
    TransactionRecord record = facts.original().record();
    long settlement = facts.host().settlementAccountId();
    long payable = facts.acceptor().payableAccountId();
    return switch (record.kind()) {
      case PURCHASE, COMPLETION -> PaymentRules.moved(settlement, payable, record.amount());
      case PURCHASE_VOID, COMPLETION_VOID ->
          PaymentRules.moved(payable, settlement, record.amount());
      default -> List.of();
    };
  }
}

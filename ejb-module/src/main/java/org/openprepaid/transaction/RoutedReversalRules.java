package org.openprepaid.transaction;

import java.util.List;
import org.openprepaid.ledger.Posting;

/**
 * The reversal of what another host decides about. It takes effect here at once, and the host is
 * owed its own: so the terminal need not wait for a host that did not answer before.
 */
final class RoutedReversalRules {

  private RoutedReversalRules() {}

  /** For an original that is approved or pending, and that nothing was built on. */
  static Decision undone(Facts facts) {
    TransactionRecord original = facts.original().record();
    TransactionRecord held = facts.original().grandparent();
    boolean gaveBack =
        original.kind() == TransactionKind.COMPLETION_VOID && original.isApproved() && held != null;
    if (gaveBack && !held.isApproved()) {
      // completed anew or voided since: it can be used only once
      return Decision.of(ResponseCode.INVALID_TRANSACTION);
    }
    Decision undone = Decision.approved();
    if (gaveBack) {
      undone = undone.grandparent(held.as(TransactionState.COMPLETED));
    }
    if (original.isApproved()) {
      List<Posting> lines = facts.original().postings();
      undone = undone.posting(lines.stream().map(Posting::reversed).toList());
    }
    if (original.state() == TransactionState.PENDING) {
      // nobody needs to wait for the answer any more
      HostAnswer none = HostAnswer.unknown(HostAnswer.NO_ANSWER);
      undone = undone.exchange(facts.original().exchange().ended(none));
    }
    undone = parent(undone, facts);
    return original.kind() == TransactionKind.BALANCE_INQUIRY
        ? undone
        : undone.owing(Owed.reversal(original.id(), ResponseCode.APPROVED.code()));
  }

  private static Decision parent(Decision undone, Facts facts) {
    TransactionRecord original = facts.original().record();
    TransactionRecord parent = facts.original().parent();
    if (original.kind() == TransactionKind.REFUND && parent != null) {
      return undone.parent(parent.withRefunded(parent.refunded().minus(original.amount())));
    }
    return AnswerRules.released(undone, facts);
  }
}

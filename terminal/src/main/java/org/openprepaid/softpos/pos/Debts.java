package org.openprepaid.softpos.pos;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.openprepaid.softpos.iso.IsoMessage;

/**
 * What the terminal owes the host after answers that did not come: a reversal, or for an advice the
 * same message again. The debt is in the journal, and paid when the host says something final.
 */
final class Debts {
  /** A reversal answered so has to be tried again. */
  private static final Set<String> PASSING = Set.of("90", "91", "92", "96", "98", "A0");

  private final TerminalSession session;
  private final BatchJournal journal;

  Debts(TerminalSession session) {
    this.session = session;
    this.journal = session.journal();
  }

  /** Notes how a transaction ended, and what is owed for it now. */
  void conclude(Slip slip, Outcome outcome) {
    switch (outcome.status()) {
      case NO_REPLY, BAD_MAC -> journal.owe(slip, outcome.code(), slip.transaction().onSilence());
      case APPROVED, DECLINED ->
          journal.answered(
              slip, outcome.code(), outcome.rrn(), outcome.authCode(), outcome.reply().get(13));
    }
  }

  /** Pays all, oldest first. */
  List<Outcome> pay() {
    return payAllBut(0);
  }

  /** Owes a reversal of this slip, whatever became of it, and pays it after all older debts. */
  Outcome reverse(Slip slip) {
    session.requireSignedIn();
    payAllBut(slip.trace());
    if (journal.slip(slip.trace()).state() != Slip.State.OWED) {
      journal.owe(slip, "98", Transaction.OnSilence.REVERSE);
    }
    return pay(slip.trace());
  }

  private List<Outcome> payAllBut(int trace) {
    session.requireSignedIn();
    List<Outcome> paid = new ArrayList<>();
    for (Slip slip : journal.debts()) {
      if (slip.trace() != trace) {
        paid.add(pay(slip.trace()));
      }
    }
    return paid;
  }

  private Outcome pay(int trace) {
    boolean signedInAgain = false;
    for (int attempt = 1; attempt <= session.options().maxTries(); attempt++) {
      session.connect();
      // looked up each time: a sign-in may have put the batch away and carried the debt over
      Slip slip = journal.slip(trace);
      Outcome outcome = sendOwed(slip);
      boolean keysAreOld = outcome.code().equals("77") || outcome.code().equals("A0");
      if (keysAreOld && !signedInAgain) {
        signedInAgain = session.signInAgain().approved();
      } else if (isFinal(outcome)) {
        paid(slip, outcome);
        return outcome;
      }
    }
    throw new TerminalException(
        "OP-1957",
        String.format("trace %06d still has to be reversed, and the host does not answer", trace));
  }

  private Outcome sendOwed(Slip slip) {
    IsoMessage kept = session.keepsake(slip);
    String title = slip.transaction().title();
    if (slip.duty() == Transaction.OnSilence.REPEAT) {
      return session.exchange(title + " again", kept);
    }
    IsoMessage reversal = MessageForms.reversal(kept, slip.reason(), slip.authCode());
    return session.exchange("reversal of " + title, reversal);
  }

  private void paid(Slip slip, Outcome outcome) {
    if (slip.duty() == Transaction.OnSilence.REPEAT) {
      conclude(slip, outcome);
    } else {
      journal.cleared(slip, outcome.code());
    }
  }

  private static boolean isFinal(Outcome outcome) {
    return switch (outcome.status()) {
      case APPROVED -> true;
      case DECLINED -> !PASSING.contains(outcome.code());
      case NO_REPLY, BAD_MAC -> false;
    };
  }
}

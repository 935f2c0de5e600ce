package org.openprepaid.softpos.pos;

import java.util.ArrayList;
import java.util.List;
import org.openprepaid.softpos.iso.IsoMessage;

/** How a batch ends: totals compared, details uploaded where they differ. */
final class BatchClosing {
  private final TerminalSession session;
  private final BatchJournal journal;

  BatchClosing(TerminalSession session) {
    this.session = session;
    this.journal = session.journal();
  }

  Totals totals() {
    return Totals.of(slipsOfBatch());
  }

  /** Nothing may be owed any more when this is called. */
  Settlement settle() {
    session.connect();
    Totals totals = totals();
    int batch = journal.batch();
    int trace = journal.settling(totals.field48());
    IsoMessage request = session.forms().settlement(totals.field48(), batch, trace);
    Settlement settlement = Settlement.of(session.exchange("settlement", request), batch, totals);
    if (settlement.balanced()) {
      session.closeBatch(batch);
    }
    return settlement;
  }

  Outcome upload(Settlement settlement) {
    if (settlement.balanced()) {
      return end(true, 0, settlement.batch());
    }
    List<MessageForms.Detail> details = details();
    for (int from = 0; from < details.size(); from += MessageForms.MAX_DETAILS) {
      int to = Math.min(details.size(), from + MessageForms.MAX_DETAILS);
      session.connect();
      IsoMessage part =
          session
              .forms()
              .uploadDetails(details.subList(from, to), journal.batch(), journal.takeTrace());
      Outcome outcome = session.exchange("batch upload", part);
      if (!outcome.approved()) {
        return outcome;
      }
    }
    Outcome end = end(false, details.size(), settlement.batch());
    if (end.approved()) {
      session.closeBatch(settlement.batch());
    }
    return end;
  }

  Outcome end(boolean balanced, int count, int batch) {
    session.connect();
    IsoMessage end = session.forms().uploadEnd(balanced, count, batch, journal.takeTrace());
    return session.exchange("end of batch upload", end);
  }

  private List<MessageForms.Detail> details() {
    List<MessageForms.Detail> details = new ArrayList<>();
    for (Slip slip : slipsOfBatch()) {
      if (Totals.counts(slip)) {
        String pan = session.keepsake(slip).get(2);
        details.add(new MessageForms.Detail(slip.trace(), pan, slip.amount()));
      }
    }
    return details;
  }

  /** A debt carried over from a batch before is not part of this one. */
  private List<Slip> slipsOfBatch() {
    return journal.slips().stream().filter(s -> s.batch() == journal.batch()).toList();
  }
}

package org.openprepaid.softpos.pos;

import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openprepaid.softpos.pos.JournalLine.Event;

/**
 * What the journal's lines amount to: the open batch, its slips, the keys, the next trace number,
 * what is owed. Every change is a line first, on disk, and then a change here, so that a restart
 * that reads the lines comes to the same state.
 */
final class BatchJournal implements AutoCloseable {
  private static final int MAX_TRACE = 999_999;

  private final Journal journal;
  private final Map<Integer, Slip> slips = new LinkedHashMap<>();
  private int batch;
  private int nextTrace;
  private String keys;
  private int settlingTrace;
  private String settlingTotals;

  /**
   * @param firstTrace of a journal that does not exist yet, or 0 for one taken from the clock: a
   *     terminal that lost its journal must not use a trace again in a batch that the host still
   *     has open
   */
  BatchJournal(Path directory, String terminalId, int firstTrace) {
    this.journal = new Journal(directory);
    if (journal.recovered().isEmpty()) {
      nextTrace =
          firstTrace > 0 ? firstTrace : LocalTime.now(ZoneOffset.UTC).toSecondOfDay() * 10 + 1;
      journal.append(opened(terminalId));
    }
    journal.recovered().forEach(this::apply);
    // what was under way when the program ended is owed, by its own fault
    for (Slip slip : List.copyOf(slips.values())) {
      if (slip.state() == Slip.State.SENT) {
        owe(slip, "96", slip.transaction().onSilence());
      }
    }
  }

  int batch() {
    return batch;
  }

  /** Field 62 of the last sign-in reply, or {@code null} when not signed in. */
  String keys() {
    return keys;
  }

  Collection<Slip> slips() {
    return Collections.unmodifiableCollection(slips.values());
  }

  Slip slip(int trace) {
    return slips.get(trace);
  }

  /** The slips that owe a reversal or a repetition, oldest first. */
  List<Slip> debts() {
    return slips.values().stream().filter(s -> s.state() == Slip.State.OWED).toList();
  }

  /** The slips of earlier batches, newest batch first. */
  List<Slip> earlier() {
    List<Slip> all = new ArrayList<>();
    for (List<JournalLine> lines : journal.archives()) {
      Map<Integer, Slip> then = new LinkedHashMap<>();
      lines.forEach(line -> applyToSlips(then, line));
      all.addAll(then.values());
    }
    return all;
  }

  /** The next trace number, noted so that it is not used again after a restart. */
  int takeTrace() {
    int trace = nextTrace;
    write(JournalLine.of(Event.TRACE).with("trace", trace).line());
    return trace;
  }

  /** The trace number that the next {@link #sent} shall carry. */
  int peekTrace() {
    return nextTrace;
  }

  Slip sent(Transaction transaction, int trace, long amount, Original original, SealedCard card) {
    boolean here = original != null && original.batch() == batch;
    write(
        JournalLine.of(Event.SENT)
            .with("transaction", transaction.name())
            .with("batch", batch)
            .with("trace", trace)
            .with("amount", amount)
            .with("card", card.masked())
            .with("originalTrace", here ? original.trace() : 0)
            .with("sealed", card.sealed())
            .line());
    return slips.get(trace);
  }

  void answered(Slip slip, String code, String rrn, String authCode, String date) {
    write(
        JournalLine.of(Event.ANSWERED)
            .with("trace", slip.trace())
            .with("code", code)
            .with("rrn", rrn)
            .with("authCode", authCode)
            .with("date", date)
            .line());
  }

  /** Owed from now on; where nothing is due, the slip is closed as not done. */
  void owe(Slip slip, String reason, Transaction.OnSilence duty) {
    if (duty == Transaction.OnSilence.NOTHING) {
      answered(slip, reason, null, null, null);
    } else {
      write(owedLine(slip.trace(), reason, duty));
    }
  }

  void cleared(Slip slip, String code) {
    write(JournalLine.of(Event.CLEARED).with("trace", slip.trace()).with("code", code).line());
  }

  /** Signed in: another batch number than before means that the host closed the one before. */
  void signedIn(int newBatch, String field62) {
    if (batch != 0 && newBatch != batch) {
      startBatch(newBatch, field62);
    } else {
      write(signedInLine(newBatch, field62));
    }
  }

  void signedOff() {
    write(JournalLine.of(Event.SIGNED_OFF).line());
  }

  /** The trace for settling with these totals: the one already used when its answer was lost. */
  int settling(String field48) {
    if (!field48.equals(settlingTotals)) {
      write(JournalLine.of(Event.SETTLING).with("trace", nextTrace).with("totals", field48).line());
    }
    return settlingTrace;
  }

  /** The batch is closed: its lines are put away, and the terminal has to sign in. */
  void close(int closedBatch) {
    journal.roll(closedBatch, List.of(opened(null)));
    forgetBatch();
    batch = 0;
    keys = null;
  }

  @Override
  public void close() {
    journal.close();
  }

  private void startBatch(int newBatch, String field62) {
    List<Slip> carried = debts();
    List<JournalLine> lines = new ArrayList<>();
    lines.add(opened(null));
    lines.add(signedInLine(newBatch, field62));
    for (Slip slip : carried) {
      lines.add(carriedSlip(slip));
      lines.add(owedLine(slip.trace(), slip.reason(), slip.duty()));
    }
    journal.roll(batch, lines);
    forgetBatch();
    lines.forEach(this::apply);
  }

  private void forgetBatch() {
    slips.clear();
    settlingTotals = null;
    settlingTrace = 0;
  }

  private static JournalLine carriedSlip(Slip slip) {
    return JournalLine.of(Event.SENT)
        .with("transaction", slip.transaction().name())
        .with("batch", slip.batch())
        .with("trace", slip.trace())
        .with("amount", slip.amount())
        .with("card", slip.maskedPan())
        .with("sealed", slip.sealed())
        .line();
  }

  private static JournalLine owedLine(int trace, String reason, Transaction.OnSilence duty) {
    return JournalLine.of(Event.OWED)
        .with("trace", trace)
        .with("reason", reason)
        .with("duty", duty.name())
        .line();
  }

  private JournalLine opened(String terminalId) {
    return JournalLine.of(Event.OPENED)
        .with("terminal", terminalId)
        .with("nextTrace", nextTrace)
        .line();
  }

  private static JournalLine signedInLine(int batch, String field62) {
    return JournalLine.of(Event.SIGNED_IN).with("batch", batch).with("keys", field62).line();
  }

  private void write(JournalLine line) {
    journal.append(line);
    apply(line);
  }

  private void apply(JournalLine line) {
    switch (line.event()) {
      case OPENED -> nextTrace = line.number("nextTrace");
      case SIGNED_IN -> {
        batch = line.number("batch");
        keys = line.text("keys");
      }
      case SIGNED_OFF -> keys = null;
      case TRACE -> advance(line.number("trace"));
      case SETTLING -> {
        settlingTrace = line.number("trace");
        settlingTotals = line.text("totals");
        advance(settlingTrace);
      }
      case SENT -> {
        // a debt carried over from an earlier batch does not move the counter
        if (line.number("batch") == batch) {
          advance(line.number("trace"));
        }
        applyToSlips(slips, line);
      }
      case ANSWERED, OWED, CLEARED -> applyToSlips(slips, line);
    }
  }

  private void advance(int usedTrace) {
    nextTrace = usedTrace >= MAX_TRACE ? 1 : usedTrace + 1;
  }

  private static void applyToSlips(Map<Integer, Slip> slips, JournalLine line) {
    Slip slip = slips.get(line.number("trace"));
    switch (line.event()) {
      case SENT -> slips.put(line.number("trace"), new Slip(line));
      case ANSWERED -> slip.answered(line);
      case OWED -> slip.owed(line);
      case CLEARED -> slip.cleared(line.text("code"));
      default -> {
        return;
      }
    }
    markOriginal(slips, slips.get(line.number("trace")));
  }

  /** A void marks what it undoes, as long as it is itself approved. */
  private static void markOriginal(Map<Integer, Slip> slips, Slip slip) {
    boolean isVoid =
        switch (slip.transaction()) {
          case PURCHASE_VOID, PRE_AUTHORISATION_VOID, COMPLETION_VOID -> true;
          default -> false;
        };
    Slip original = slips.get(slip.originalTrace());
    if (isVoid && original != null) {
      original.voided(slip.state() == Slip.State.APPROVED);
    }
  }
}

package org.openprepaid.softpos.pos;

/**
 * One transaction of the batch as the journal has it. Amount in fen; the card number masked. Read
 * it; only the journal changes it.
 */
public final class Slip {
  /** How far a transaction came. */
  public enum State {
    /** Sent, and not answered yet. */
    SENT,
    APPROVED,
    DECLINED,
    /** No good answer: a reversal, or for an advice a repetition, is owed. */
    OWED,
    REVERSED,
    /** No answer, and the host would not reverse it: a person has to look. */
    UNRESOLVED
  }

  private final Transaction transaction;
  private final int batch;
  private final int trace;
  private final long amount;
  private final String maskedPan;
  private final String sealed;
  private final int originalTrace;
  private State state = State.SENT;
  private boolean approvedBefore;
  private boolean voided;
  private String code;
  private String rrn;
  private String authCode;
  private String date;
  private String reason;
  private Transaction.OnSilence duty = Transaction.OnSilence.NOTHING;

  Slip(JournalLine sent) {
    this.transaction = Transaction.valueOf(sent.text("transaction"));
    this.batch = sent.number("batch");
    this.trace = sent.number("trace");
    this.amount = sent.amount();
    this.maskedPan = sent.text("card");
    this.sealed = sent.text("sealed");
    this.originalTrace = sent.number("originalTrace");
  }

  public Transaction transaction() {
    return transaction;
  }

  public int batch() {
    return batch;
  }

  public int trace() {
    return trace;
  }

  /** In fen; 0 for an inquiry. */
  public long amount() {
    return amount;
  }

  public String maskedPan() {
    return maskedPan;
  }

  public State state() {
    return state;
  }

  /** True when a void of it was approved and not reversed. */
  public boolean voided() {
    return voided;
  }

  /** The host's response code, or {@code null}. */
  public String code() {
    return code;
  }

  public String rrn() {
    return rrn;
  }

  public String authCode() {
    return authCode;
  }

  /** {@code MMDD} of the reply, or {@code null}. */
  public String date() {
    return date;
  }

  /** Why a reversal is or was owed (field 39 of the reversal), or {@code null}. */
  public String reason() {
    return reason;
  }

  /** The trace of the transaction in this batch that it acts on, or 0. */
  public int originalTrace() {
    return originalTrace;
  }

  /** How another transaction names this one. */
  public Original asOriginal() {
    return new Original(batch, trace, date, rrn, authCode);
  }

  /** What is owed while the state is {@code OWED}. */
  Transaction.OnSilence duty() {
    return duty;
  }

  String sealed() {
    return sealed;
  }

  void answered(JournalLine line) {
    code = line.text("code");
    rrn = line.text("rrn");
    authCode = line.text("authCode");
    date = line.text("date");
    state = "00".equals(code) ? State.APPROVED : State.DECLINED;
  }

  void owed(JournalLine line) {
    approvedBefore = state == State.APPROVED;
    reason = line.text("reason");
    duty = Transaction.OnSilence.valueOf(line.text("duty"));
    state = State.OWED;
  }

  /** The host answered the reversal: done, not known to it, or refused. */
  void cleared(String reversalCode) {
    if ("00".equals(reversalCode) || "25".equals(reversalCode)) {
      state = State.REVERSED;
    } else {
      state = approvedBefore ? State.APPROVED : State.UNRESOLVED;
    }
  }

  void voided(boolean nowVoided) {
    voided = nowVoided;
  }

  /** One line for the journal's print-out. */
  @Override
  public String toString() {
    return String.format(
        "%06d %06d %-22s %14s %s %s%s",
        batch,
        trace,
        transaction.title(),
        Amounts.show(amount),
        maskedPan,
        state,
        voided ? " (voided)" : "");
  }
}

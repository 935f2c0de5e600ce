package org.openprepaid.softpos.pos;

import java.util.Collection;
import java.util.List;
import org.openprepaid.softpos.iso.IsoMessage;
import org.openprepaid.softpos.key.Keys;

/**
 * A POS terminal. It signs in, sells, and settles; what it does is in its journal on disk before it
 * is on the line. When no good reply comes it owes the host a reversal (or, for an advice, the same
 * message again), and pays that debt before the next transaction, also after a restart.
 *
 * <p>Amounts are in fen. Not thread-safe; one program at a time for each terminal's directory.
 * Methods throw {@link TerminalException} when nothing was sent: {@code OP-1955} not signed in,
 * {@code OP-1956} host unreachable, {@code OP-1957} a reversal is still owed, {@code OP-1960} batch
 * full, {@code OP-1963} the host's reply lacks what it must have.
 */
public final class PosTerminal implements AutoCloseable {
  private final Faults faults = new Faults();
  private final TerminalSession session;
  private final BatchJournal journal;
  private final Debts debts;
  private final BatchClosing closing;

  public PosTerminal(TerminalIdentity identity, HostLink link, TerminalOptions options) {
    Conversation conversation = new Conversation(link, faults, options.replyTimeout());
    this.session = new TerminalSession(identity, options, conversation);
    this.journal = session.journal();
    this.debts = new Debts(session);
    this.closing = new BatchClosing(session);
  }

  // ---- management

  /** Signs in: fetches working keys and the number of the open batch. */
  public Outcome signIn(KeyLength length) {
    return session.signIn(length);
  }

  /** Signs off; the keys are forgotten, the batch stays open at the host. */
  public Outcome signOff() {
    return session.signOff();
  }

  public Outcome echo() {
    return session.manage("echo test", "0820", "301");
  }

  // ---- transactions

  public Outcome purchase(Card card, long amount) {
    return perform(Transaction.PURCHASE, card, amount, null);
  }

  public Outcome voidPurchase(Slip original) {
    return follow(Transaction.PURCHASE_VOID, original, original.amount());
  }

  /** Gives back all or part of a purchase, of this batch or an earlier one. */
  public Outcome refund(Slip original, long amount) {
    return follow(Transaction.REFUND, original, amount);
  }

  public Outcome inquiry(Card card) {
    return perform(Transaction.INQUIRY, card, 0, null);
  }

  public Outcome topUp(Card card, long amount) {
    return perform(Transaction.TOP_UP, card, amount, null);
  }

  public Outcome preAuthorise(Card card, long amount) {
    return perform(Transaction.PRE_AUTHORISATION, card, amount, null);
  }

  public Outcome voidPreAuthorisation(Slip original) {
    return follow(Transaction.PRE_AUTHORISATION_VOID, original, original.amount());
  }

  public Outcome complete(Slip preAuthorisation, long amount) {
    return follow(Transaction.COMPLETION, preAuthorisation, amount);
  }

  public Outcome completionAdvice(Slip preAuthorisation, long amount) {
    return follow(Transaction.COMPLETION_ADVICE, preAuthorisation, amount);
  }

  public Outcome voidCompletion(Slip completion) {
    return follow(Transaction.COMPLETION_VOID, completion, completion.amount());
  }

  /** A transaction on an earlier one, with the card of that one keyed in. */
  public Outcome follow(Transaction transaction, Slip original, long amount) {
    return perform(transaction, cardOf(original), amount, original.asOriginal());
  }

  /**
   * Any transaction with any card and original, right or wrong.
   *
   * @param original what it acts on, or {@code null}
   */
  public Outcome perform(Transaction transaction, Card card, long amount, Original original) {
    requireRoomInBatch();
    debts.pay();
    session.connect();
    int trace = journal.peekTrace();
    int batch = faults.takeBatch(journal.batch());
    IsoMessage request =
        session
            .forms()
            .financial(transaction, card, amount, batch, trace, original, session.keys());
    SealedCard kept = session.sealed(request, card, trace);
    Slip slip = journal.sent(transaction, trace, amount, original, kept);
    Outcome outcome = session.exchange(transaction.title(), request);
    debts.conclude(slip, outcome);
    return outcome;
  }

  // ---- reversals

  /** Reverses a transaction of this batch, whatever became of it. */
  public Outcome reverse(Slip slip) {
    return debts.reverse(slip);
  }

  /**
   * Pays what is owed, oldest first.
   *
   * @throws TerminalException {@code OP-1957} when the host does not answer
   */
  public List<Outcome> payDebts() {
    return debts.pay();
  }

  /** The slips that owe a reversal or a repetition. */
  public List<Slip> debts() {
    return journal.debts();
  }

  // ---- settlement

  /** Compares totals with the host; when they agree the batch is closed and the keys are gone. */
  public Settlement settle() {
    debts.pay();
    return closing.settle();
  }

  /**
   * Uploads the batch's transactions where the totals did not agree, and says that this was all.
   * Returns the last message's outcome; when that is not an approval the batch stays open.
   */
  public Outcome batchUpload(Settlement settlement) {
    return closing.upload(settlement);
  }

  /** The end of a batch upload, by itself. */
  public Outcome uploadEnd(boolean balanced, int count, int batch) {
    return closing.end(balanced, count, batch);
  }

  public Totals totals() {
    return closing.totals();
  }

  // ---- what the journal knows

  public TerminalIdentity identity() {
    return session.identity();
  }

  /** The open batch, or 0 before the first sign-in and after a settlement. */
  public int batch() {
    return journal.batch();
  }

  public boolean signedIn() {
    return session.keys() != null;
  }

  /** The working keys, or {@code null} when not signed in. */
  public Keys keys() {
    return session.keys();
  }

  /** The open batch's slips, oldest first. */
  public Collection<Slip> slips() {
    return journal.slips();
  }

  /** The slip with this trace in the open batch, or {@code null}. */
  public Slip slip(int trace) {
    return journal.slip(trace);
  }

  /** The slip that an outcome belongs to. */
  public Slip slip(Outcome outcome) {
    return journal.slip(outcome.trace());
  }

  /** Slips of batches closed before, newest batch first. */
  public List<Slip> earlierSlips() {
    return journal.earlier();
  }

  /** The card of a slip, as if keyed in, without PIN. */
  public Card cardOf(Slip slip) {
    IsoMessage kept = session.keepsake(slip);
    return Card.keyed(kept.get(2), kept.get(14));
  }

  /** The last exchange, or {@code null}. */
  public Outcome last() {
    return session.last();
  }

  /** What the host last ordered in its header; 3 is to sign in again. */
  public int hostOrder() {
    return session.hostOrder();
  }

  // ---- for tests

  /** Faults to happen next. */
  public Faults faults() {
    return faults;
  }

  /** The terminal's forms, to fill in a message by hand. */
  public MessageForms forms() {
    return session.forms();
  }

  /** Takes a trace number for a message made by hand. */
  public int takeTrace() {
    return journal.takeTrace();
  }

  /** Sends a message with the MAC it should have; the journal does not know of it. */
  public Outcome send(IsoMessage request) {
    session.connect();
    return session.exchange("message " + request.mti(), request);
  }

  /** Sends exactly the same bytes again; the journal does not know of it. */
  public Outcome resend(Outcome outcome) {
    session.connect();
    return session.transmit(outcome);
  }

  /** Hangs up and lets the journal go; what is owed stays owed. */
  @Override
  public void close() {
    session.close();
  }

  private void requireRoomInBatch() {
    session.requireSignedIn();
    Totals totals = totals();
    if (Math.max(totals.debitCount(), totals.creditCount()) >= Totals.MAX_COUNT) {
      throw new TerminalException("OP-1960", "the batch is full: settle it");
    }
  }
}

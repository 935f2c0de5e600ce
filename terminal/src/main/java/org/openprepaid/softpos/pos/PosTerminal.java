package org.openprepaid.softpos.pos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.openprepaid.softpos.iso.CupCodec;
import org.openprepaid.softpos.iso.IsoMessage;
import org.openprepaid.softpos.iso.Masking;
import org.openprepaid.softpos.key.KeyException;
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
  /** A reversal answered so has to be tried again. */
  private static final Set<String> PASSING = Set.of("90", "91", "92", "96", "98");

  private final TerminalIdentity identity;
  private final TerminalOptions options;
  private final MessageForms forms;
  private final Seal seal;
  private final Faults faults = new Faults();
  private final Conversation conversation;
  private final BatchJournal journal;
  private Keys keys;
  private KeyLength keyLength = KeyLength.DOUBLE;
  private Outcome last;

  public PosTerminal(TerminalIdentity identity, HostLink link, TerminalOptions options) {
    this.identity = identity;
    this.options = options;
    this.forms = new MessageForms(identity);
    this.seal = new Seal(identity);
    this.conversation = new Conversation(link, faults, options.replyTimeout());
    this.journal =
        new BatchJournal(
            options.directory().resolve(identity.terminalId()),
            identity.terminalId(),
            options.firstTrace());
    if (journal.keys() != null) {
      keys = Keys.open(identity.tmk(), journal.keys());
      keyLength = keys.doubleLength() ? KeyLength.DOUBLE : KeyLength.SINGLE;
    }
  }

  // ---- management

  /** Signs in: fetches working keys and the number of the open batch. */
  public Outcome signIn(KeyLength length) {
    keyLength = length;
    Outcome outcome = manage("sign-in", "0800", length.managementCode());
    if (outcome.approved()) {
      openKeys(outcome.reply());
    }
    return outcome;
  }

  /** Signs off; the keys are forgotten, the batch stays open at the host. */
  public Outcome signOff() {
    Outcome outcome = manage("sign-off", "0820", "002");
    if (outcome.approved()) {
      keys = null;
      journal.signedOff();
    }
    return outcome;
  }

  public Outcome echo() {
    return manage("echo test", "0820", "301");
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
    payDebts();
    conversation.connect();
    int trace = journal.peekTrace();
    int batch = faults.takeBatch(journal.batch());
    IsoMessage request = forms.financial(transaction, card, amount, batch, trace, original, keys);
    Slip slip = journal.sent(transaction, trace, amount, original, sealed(request, card, trace));
    return conclude(slip, remember(conversation.exchange(transaction.title(), request, keys)));
  }

  // ---- reversals

  /** Reverses a transaction of this batch, whatever became of it. */
  public Outcome reverse(Slip slip) {
    requireSignedIn();
    payDebts(slip);
    if (journal.slip(slip.trace()).state() != Slip.State.OWED) {
      journal.owe(slip, "98", Transaction.OnSilence.REVERSE);
    }
    return pay(slip.trace());
  }

  /**
   * Pays what is owed, oldest first.
   *
   * @throws TerminalException {@code OP-1957} when the host does not answer
   */
  public List<Outcome> payDebts() {
    return payDebts(null);
  }

  /** The slips that owe a reversal or a repetition. */
  public List<Slip> debts() {
    return journal.debts();
  }

  // ---- settlement

  /** Compares totals with the host; when they agree the batch is closed and the keys are gone. */
  public Settlement settle() {
    requireSignedIn();
    payDebts();
    conversation.connect();
    Totals totals = totals();
    int batch = journal.batch();
    int trace = journal.settling(totals.field48());
    IsoMessage request = forms.settlement(totals.field48(), batch, trace);
    Outcome outcome = remember(conversation.exchange("settlement", request, null));
    Settlement settlement = Settlement.of(outcome, batch, totals);
    if (settlement.balanced()) {
      closeBatch(batch);
    }
    return settlement;
  }

  /**
   * Uploads the batch's transactions where the totals did not agree, and says that this was all.
   * Returns the last message's outcome; when that is not an approval the batch stays open.
   */
  public Outcome batchUpload(Settlement settlement) {
    if (settlement.balanced()) {
      return uploadEnd(true, 0, settlement.batch());
    }
    List<MessageForms.Detail> details = uploadDetails();
    for (int from = 0; from < details.size(); from += MessageForms.MAX_DETAILS) {
      int to = Math.min(details.size(), from + MessageForms.MAX_DETAILS);
      conversation.connect();
      IsoMessage part =
          forms.uploadDetails(details.subList(from, to), journal.batch(), journal.takeTrace());
      Outcome outcome = remember(conversation.exchange("batch upload", part, null));
      if (!outcome.approved()) {
        return outcome;
      }
    }
    Outcome end = uploadEnd(false, details.size(), settlement.batch());
    if (end.approved()) {
      closeBatch(settlement.batch());
    }
    return end;
  }

  /** The end of a batch upload, by itself. */
  public Outcome uploadEnd(boolean balanced, int count, int batch) {
    conversation.connect();
    IsoMessage end = forms.uploadEnd(balanced, count, batch, journal.takeTrace());
    return remember(conversation.exchange("end of batch upload", end, null));
  }

  public Totals totals() {
    return Totals.of(slipsOfBatch());
  }

  // ---- what the journal knows

  public TerminalIdentity identity() {
    return identity;
  }

  /** The open batch, or 0 before the first sign-in and after a settlement. */
  public int batch() {
    return journal.batch();
  }

  public boolean signedIn() {
    return keys != null;
  }

  /** The working keys, or {@code null} when not signed in. */
  public Keys keys() {
    return keys;
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
    IsoMessage kept = keepsake(slip);
    return Card.keyed(kept.get(2), kept.get(14));
  }

  /** The last exchange, or {@code null}. */
  public Outcome last() {
    return last;
  }

  /** What the host last ordered in its header; 3 is to sign in again. */
  public int hostOrder() {
    return conversation.hostOrder();
  }

  // ---- for tests

  /** Faults to happen next. */
  public Faults faults() {
    return faults;
  }

  /** The terminal's forms, to fill in a message by hand. */
  public MessageForms forms() {
    return forms;
  }

  /** Takes a trace number for a message made by hand. */
  public int takeTrace() {
    return journal.takeTrace();
  }

  /** Sends a message with the MAC it should have; the journal does not know of it. */
  public Outcome send(IsoMessage request) {
    conversation.connect();
    return remember(conversation.exchange("message " + request.mti(), request, keys));
  }

  /** Sends exactly the same bytes again; the journal does not know of it. */
  public Outcome resend(Outcome outcome) {
    conversation.connect();
    return remember(conversation.transmit(outcome.title(), outcome.request(), keys));
  }

  /** Hangs up and lets the journal go; what is owed stays owed. */
  @Override
  public void close() {
    conversation.close();
    journal.close();
  }

  // ---- inside

  private Outcome manage(String title, String mti, String code) {
    conversation.connect();
    IsoMessage request = forms.management(mti, code, journal.batch(), journal.takeTrace());
    return remember(conversation.exchange(title, request, null));
  }

  private void openKeys(IsoMessage reply) {
    String field60 = reply.get(60);
    if (!reply.has(62) || field60 == null || field60.length() < 8) {
      throw new TerminalException("OP-1963", "the sign-in reply brings no keys or no batch");
    }
    try {
      keys = Keys.open(identity.tmk(), reply.get(62));
    } catch (KeyException e) {
      // the host has forgotten the old keys by now
      keys = null;
      journal.signedOff();
      throw e;
    }
    journal.signedIn(Integer.parseInt(field60.substring(2, 8)), reply.get(62));
  }

  private Outcome conclude(Slip slip, Outcome outcome) {
    switch (outcome.status()) {
      case NO_REPLY, BAD_MAC -> journal.owe(slip, outcome.code(), slip.transaction().onSilence());
      case APPROVED, DECLINED ->
          journal.answered(
              slip, outcome.code(), outcome.rrn(), outcome.authCode(), outcome.reply().get(13));
    }
    return outcome;
  }

  private List<Outcome> payDebts(Slip except) {
    requireSignedIn();
    List<Outcome> paid = new ArrayList<>();
    for (Slip slip : journal.debts()) {
      if (except == null || slip.trace() != except.trace()) {
        paid.add(pay(slip.trace()));
      }
    }
    return paid;
  }

  /** Sends what is owed for this trace until the host says something final. */
  private Outcome pay(int trace) {
    boolean signedInAgain = false;
    for (int attempt = 1; attempt <= options.maxTries(); attempt++) {
      conversation.connect();
      Slip slip = journal.slip(trace);
      boolean repeat = slip.duty() == Transaction.OnSilence.REPEAT;
      Outcome outcome = remember(sendOwed(slip, repeat));
      boolean keysAreOld = outcome.code().equals("77") || outcome.code().equals("A0");
      if (keysAreOld && !signedInAgain) {
        signedInAgain = signIn(keyLength).approved();
      } else if (isFinal(outcome)) {
        if (repeat) {
          conclude(slip, outcome);
        } else {
          journal.cleared(slip, outcome.code());
        }
        return outcome;
      }
    }
    throw new TerminalException(
        "OP-1957",
        String.format("trace %06d still has to be reversed, and the host does not answer", trace));
  }

  private Outcome sendOwed(Slip slip, boolean repeat) {
    IsoMessage kept = keepsake(slip);
    String title = slip.transaction().title();
    if (repeat) {
      return conversation.exchange(title + " again", kept, keys);
    }
    IsoMessage reversal = MessageForms.reversal(kept, slip.reason(), slip.authCode());
    return conversation.exchange("reversal of " + title, reversal, keys);
  }

  private static boolean isFinal(Outcome outcome) {
    return switch (outcome.status()) {
      case APPROVED -> true;
      case DECLINED -> !PASSING.contains(outcome.code()) && !outcome.code().equals("A0");
      case NO_REPLY, BAD_MAC -> false;
    };
  }

  private SealedCard sealed(IsoMessage request, Card card, int trace) {
    byte[] kept = CupCodec.pack(MessageForms.keepsake(request, card.pan()));
    return new SealedCard(Masking.pan(card.pan()), seal.seal(kept, journal.batch(), trace));
  }

  private IsoMessage keepsake(Slip slip) {
    return CupCodec.unpack(seal.open(slip.sealed(), slip.batch(), slip.trace()));
  }

  private List<MessageForms.Detail> uploadDetails() {
    List<MessageForms.Detail> details = new ArrayList<>();
    for (Slip slip : slipsOfBatch()) {
      if (Totals.counts(slip)) {
        details.add(new MessageForms.Detail(slip.trace(), keepsake(slip).get(2), slip.amount()));
      }
    }
    return details;
  }

  /** A debt carried over from a batch before is not part of this one. */
  private List<Slip> slipsOfBatch() {
    return journal.slips().stream().filter(s -> s.batch() == journal.batch()).toList();
  }

  private void closeBatch(int batch) {
    journal.close(batch);
    keys = null;
  }

  private void requireSignedIn() {
    if (keys == null) {
      throw new TerminalException("OP-1955", "the terminal is not signed in");
    }
  }

  private void requireRoomInBatch() {
    requireSignedIn();
    Totals totals = totals();
    if (Math.max(totals.debitCount(), totals.creditCount()) >= Totals.MAX_COUNT) {
      throw new TerminalException("OP-1960", "the batch is full: settle it");
    }
  }

  private Outcome remember(Outcome outcome) {
    last = outcome;
    return outcome;
  }
}

package org.openprepaid.softpos.pos;

import org.openprepaid.softpos.iso.CupCodec;
import org.openprepaid.softpos.iso.IsoMessage;
import org.openprepaid.softpos.iso.Masking;
import org.openprepaid.softpos.key.KeyException;
import org.openprepaid.softpos.key.Keys;

/** What a terminal has in hand between two transactions: its line, its journal and its keys. */
final class TerminalSession implements AutoCloseable {
  private final TerminalIdentity identity;
  private final TerminalOptions options;
  private final MessageForms forms;
  private final Seal seal;
  private final Conversation conversation;
  private final BatchJournal journal;
  private Keys keys;
  private KeyLength keyLength = KeyLength.DOUBLE;
  private Outcome last;

  TerminalSession(TerminalIdentity identity, TerminalOptions options, Conversation conversation) {
    this.identity = identity;
    this.options = options;
    this.forms = new MessageForms(identity);
    this.seal = new Seal(identity);
    this.conversation = conversation;
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

  TerminalIdentity identity() {
    return identity;
  }

  TerminalOptions options() {
    return options;
  }

  MessageForms forms() {
    return forms;
  }

  BatchJournal journal() {
    return journal;
  }

  /** {@code null} when not signed in. */
  Keys keys() {
    return keys;
  }

  Outcome last() {
    return last;
  }

  int hostOrder() {
    return conversation.hostOrder();
  }

  void requireSignedIn() {
    if (keys == null) {
      throw new TerminalException("OP-1955", "the terminal is not signed in");
    }
  }

  Outcome signIn(KeyLength length) {
    keyLength = length;
    Outcome outcome = manage("sign-in", "0800", length.managementCode());
    if (outcome.approved()) {
      openKeys(outcome.reply());
    }
    return outcome;
  }

  /** Signs in as it did before. */
  Outcome signInAgain() {
    return signIn(keyLength);
  }

  Outcome signOff() {
    Outcome outcome = manage("sign-off", "0820", "002");
    if (outcome.approved()) {
      keys = null;
      journal.signedOff();
    }
    return outcome;
  }

  Outcome manage(String title, String mti, String code) {
    connect();
    return exchange(title, forms.management(mti, code, journal.batch(), journal.takeTrace()));
  }

  void connect() {
    conversation.connect();
  }

  Outcome exchange(String title, IsoMessage request) {
    last = conversation.exchange(title, request, keys);
    return last;
  }

  Outcome transmit(Outcome again) {
    last = conversation.transmit(again.title(), again.request(), keys);
    return last;
  }

  /** What the journal keeps of a request that is about to leave. */
  SealedCard sealed(IsoMessage request, Card card, int trace) {
    byte[] kept = CupCodec.pack(MessageForms.keepsake(request, card.pan()));
    return new SealedCard(Masking.pan(card.pan()), seal.seal(kept, journal.batch(), trace));
  }

  /** What the journal kept of a request. */
  IsoMessage keepsake(Slip slip) {
    return CupCodec.unpack(seal.open(slip.sealed(), slip.batch(), slip.trace()));
  }

  /** The batch is closed at the host: the terminal has to sign in for the next one. */
  void closeBatch(int batch) {
    journal.close(batch);
    keys = null;
  }

  @Override
  public void close() {
    conversation.close();
    journal.close();
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
}

package org.openprepaid.system;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openprepaid.softpos.pos.Card;
import org.openprepaid.softpos.pos.HostLink;
import org.openprepaid.softpos.pos.KeyLength;
import org.openprepaid.softpos.pos.PosTerminal;
import org.openprepaid.softpos.pos.TerminalIdentity;
import org.openprepaid.softpos.pos.TerminalOptions;

/** A shop's counter: one terminal, and customers who bring cards that were never used before. */
final class Counter implements AutoCloseable {
  private final Institution institution;
  private final TerminalIdentity identity;
  private final PosTerminal terminal;
  private final List<Counter> others = new ArrayList<>();

  Counter(Institution institution, TerminalIdentity identity, Path journal) {
    this.institution = institution;
    this.identity = identity;
    this.terminal = new PosTerminal(identity, link(), TerminalOptions.in(journal));
  }

  TerminalIdentity identity() {
    return identity;
  }

  /** The terminal, signed in with double-length keys unless it was before. */
  PosTerminal terminal() {
    if (!terminal.signedIn()) {
      Replies.assertApproved(terminal.signIn(KeyLength.DOUBLE));
    }
    return terminal;
  }

  /** The terminal as it is. */
  PosTerminal terminalAsItIs() {
    return terminal;
  }

  /** A second line to the host, on which anything can be said. */
  Wire wire() {
    return new Wire(link());
  }

  Card cardWithPin() {
    return institution.cardWithPin();
  }

  Card cardWithoutPin() {
    return institution.cardWithoutPin();
  }

  /** What the host says is available on a card, in fen. */
  long available(Card card) {
    return Replies.balanceOf(terminal().inquiry(card));
  }

  /** Another counter of the same merchant. */
  Counter beside() {
    Counter other = institution.newCounterBeside(this);
    others.add(other);
    return other;
  }

  /** A counter of another merchant. */
  Counter elsewhere() {
    Counter other = institution.newCounterElsewhere(this);
    others.add(other);
    return other;
  }

  private HostLink link() {
    return new HostLink(
        institution.sample().host(), institution.sample().port(), institution.sample().framing());
  }

  @Override
  public void close() {
    terminal.close();
    others.forEach(Counter::close);
  }
}

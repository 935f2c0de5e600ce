package org.openprepaid.micro;

import java.nio.file.Path;
import java.util.List;
import org.openprepaid.softpos.pos.Card;
import org.openprepaid.softpos.pos.HostLink;
import org.openprepaid.softpos.pos.KeyLength;
import org.openprepaid.softpos.pos.Outcome;
import org.openprepaid.softpos.pos.PosTerminal;
import org.openprepaid.softpos.pos.TerminalIdentity;
import org.openprepaid.softpos.pos.TerminalOptions;
import org.openprepaid.softpos.sample.SampleInstitution;

/** Outside the container: a counter with a software terminal, and a customer with a PIN. */
final class Counter implements AutoCloseable {
  private final PosTerminal terminal;
  private final Card card;

  /**
   * @param sample the sample institution's file
   * @param journal where the terminal keeps its journal
   */
  Counter(Path sample, Path journal) {
    SampleInstitution institution = SampleInstitution.read(sample);
    List<TerminalIdentity> terminals = institution.terminals();
    terminal =
        new PosTerminal(
            // those in the container take the first ones
            terminals.get(terminals.size() - 1),
            new HostLink(institution.host(), institution.port(), institution.framing()),
            TerminalOptions.in(journal));
    card =
        institution.cards().stream()
            .map(SampleInstitution.SampleCard::card)
            .filter(sampleCard -> sampleCard.pin() != null)
            .findFirst()
            .orElseThrow();
  }

  String echo() {
    return terminal.echo().code();
  }

  String signIn() {
    return terminal.signIn(KeyLength.DOUBLE).code();
  }

  /**
   * Buys, with the customer's PIN.
   *
   * @param amount in fen
   * @return the answer, with the balance left
   */
  Outcome buy(long amount) {
    return terminal.purchase(card, amount);
  }

  @Override
  public void close() {
    terminal.close();
  }
}

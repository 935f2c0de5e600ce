package org.openprepaid.softpos.pos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.openprepaid.softpos.host.FakeHost;
import org.openprepaid.softpos.host.HostBook;
import org.openprepaid.softpos.iso.Framing;

/** A counter with a terminal, a card of 100.00, and a host behind it. */
final class Shop implements AutoCloseable {
  static final String PAN = "6225883141592653589";
  static final Framing FRAMING = new Framing("6000030000", "603100310000");
  static final TerminalIdentity IDENTITY =
      new TerminalIdentity("TERM0001", "898100000000001", HostBook.TMK);

  final FakeHost host = new FakeHost(new HostBook().withCard(PAN, 100_00));
  final Card card = Card.keyed(PAN, "3012").withPin("739105");
  private final Path directory;

  Shop(Path directory) {
    this.directory = directory;
  }

  /** A terminal switched on, with what its journal remembers. */
  PosTerminal switchedOn() {
    return new PosTerminal(
        IDENTITY,
        new HostLink("127.0.0.1", host.port(), FRAMING),
        TerminalOptions.in(directory).withFirstTrace(1).withReplyTimeout(Duration.ofMillis(300)));
  }

  PosTerminal signedIn() {
    PosTerminal terminal = switchedOn();
    terminal.signIn(KeyLength.DOUBLE);
    return terminal;
  }

  long balance() {
    return host.book().balance(PAN);
  }

  @Override
  public void close() throws IOException {
    host.close();
  }
}

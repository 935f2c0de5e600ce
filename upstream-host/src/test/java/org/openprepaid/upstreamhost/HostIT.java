package org.openprepaid.upstreamhost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openprepaid.upstreamhost.book.Kind;
import org.openprepaid.upstreamhost.book.State;
import org.openprepaid.upstreamhost.journal.HostJournal;
import org.openprepaid.upstreamhost.journal.HostTransaction;

/** The host over a socket, spoken to by a client that shares nothing with it but the keys. */
class HostIT {
  @TempDir private Path directory;
  private UpstreamHost host;
  private Acquirer acquirer;

  @BeforeEach
  void start() throws IOException {
    host = UpstreamHost.start(HostSettings.of(TestBank.sample(), journal()));
    acquirer = new Acquirer(host.port());
  }

  @AfterEach
  void stop() throws IOException {
    acquirer.close();
    host.close();
  }

  @Test
  void purchaseIsAnsweredWithAuthorisationCodeAndMac() throws IOException {
    WireMessage purchase = Acquirer.purchase(3_000);
    WireMessage answer = acquirer.exchange(purchase);
    assertThat(answer.mti()).isEqualTo("0210");
    assertThat(answer.get(39)).isEqualTo("00");
    assertThat(answer.get(38)).matches("[0-9]{6}");
    assertThat(answer.hasMacUnder(TestBank.ZAK)).isTrue();
    for (int element : new int[] {2, 3, 4, 7, 11, 12, 13, 32, 37, 41, 42, 49}) {
      assertThat(answer.get(element)).as("element %d", element).isEqualTo(purchase.get(element));
    }
    assertThat(host.available(TestBank.CARD)).isEqualTo(97_000);
  }

  @Test
  void repeatedReversalGivesTheMoneyBackOnce() throws IOException {
    WireMessage purchase = Acquirer.purchase(3_000);
    acquirer.exchange(purchase);
    WireMessage reversal = Acquirer.reversalOf(purchase, "98");
    assertThat(acquirer.exchange(reversal).get(39)).isEqualTo("00");
    WireMessage again = acquirer.exchange(reversal.as("0421"));
    assertThat(again.mti()).isEqualTo("0430");
    assertThat(again.get(39)).isEqualTo("00");
    assertThat(host.available(TestBank.CARD)).isEqualTo(100_000);
    HostTransaction seen = HostJournal.read(journal()).byRrn(purchase.get(37)).orElseThrow();
    assertThat(seen.kind()).isEqualTo(Kind.PURCHASE);
    assertThat(seen.state()).isEqualTo(State.REVERSED);
  }

  @Test
  void echo() throws IOException {
    WireMessage echo =
        new WireMessage("0800").with(7, "1125093000").with(11, "000001").with(70, "301");
    WireMessage answer = acquirer.exchange(echo);
    assertThat(answer.mti()).isEqualTo("0810");
    assertThat(answer.get(39)).isEqualTo("00");
    assertThat(answer.get(70)).isEqualTo("301");
  }

  private Path journal() {
    return directory.resolve("journal.jsonl");
  }
}

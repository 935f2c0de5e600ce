package org.openprepaid.upstreamhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openprepaid.upstreamhost.control.ControlClient;
import org.openprepaid.upstreamhost.control.ControlCommands;
import org.openprepaid.upstreamhost.control.ControlPort;

/** Whatever is done to an answer, the purchase is booked: the host has decided. */
class MisbehaviourIT {
  @TempDir private Path directory;
  private UpstreamHost host;
  private Acquirer acquirer;

  @BeforeEach
  void start() throws IOException {
    host =
        UpstreamHost.start(HostSettings.of(TestBank.sample(), directory.resolve("journal.jsonl")));
    acquirer = new Acquirer(host.port());
  }

  @AfterEach
  void stop() throws IOException {
    acquirer.close();
    host.close();
  }

  @Test
  void answerThatNeverComes() throws IOException {
    host.misbehave("always mti 0200 never");
    acquirer.send(Acquirer.purchase(100));
    // the next one is answered, so this one was dealt with
    assertThat(acquirer.exchange(echo()).mti()).isEqualTo("0810");
    assertThat(acquirer.isSilentFor(200)).isTrue();
    assertBooked();
  }

  @Test
  void lateAnswerIsOvertaken() throws IOException {
    host.misbehave("first 1 mti 0200 late 500");
    WireMessage late = Acquirer.purchase(100);
    acquirer.send(late);
    assertThat(acquirer.exchange(echo()).mti()).isEqualTo("0810");
    assertThat(acquirer.receive().get(11)).isEqualTo(late.get(11));
    assertBooked();
  }

  @Test
  void answerThatComesTwice() throws IOException {
    host.misbehave("always twice");
    acquirer.send(Acquirer.purchase(100));
    assertThat(acquirer.receiveBytes()).isEqualTo(acquirer.receiveBytes());
    assertBooked();
  }

  @Test
  void garbledAnswerIsOfTheRightLength() throws IOException {
    WireMessage first = Acquirer.purchase(0);
    host.misbehave("every 2 garbled");
    acquirer.send(first);
    int length = acquirer.receiveBytes().length;
    acquirer.send(Acquirer.purchase(100));
    byte[] garbled = acquirer.receiveBytes();
    // an approval has the settlement date as the refusal has, and an authorisation code besides
    assertThat(garbled).hasSize(length + 6);
    assertThat(Arrays.copyOf(garbled, 4)).isNotEqualTo("0210".getBytes(StandardCharsets.US_ASCII));
    assertBooked();
  }

  @Test
  void answerWithOtherContent() throws IOException {
    host.misbehave("first 1 other-amount; first 1 other-card; first 1 bad-mac");
    WireMessage other = acquirer.exchange(Acquirer.purchase(100));
    assertThat(other.get(4)).isEqualTo("000000000099");
    assertThat(other.hasMacUnder(TestBank.ZAK)).isTrue();
    assertBooked();
    other = acquirer.exchange(Acquirer.purchase(100));
    assertThat(other.get(2)).isNotEqualTo(TestBank.CARD).startsWith("622126");
    assertThat(other.hasMacUnder(TestBank.ZAK)).isTrue();
    other = acquirer.exchange(Acquirer.purchase(100));
    assertThat(other.get(2)).isEqualTo(TestBank.CARD);
    assertThat(other.hasMacUnder(TestBank.ZAK)).isFalse();
  }

  @Test
  void linkThatIsClosedInsteadOfAnAnswer() throws IOException {
    host.misbehave("first 1 drop; first 1 drop-mid-message");
    acquirer.send(Acquirer.purchase(100));
    assertThat(acquirer.isHungUpOn()).isTrue();
    assertBooked();
    try (Acquirer second = new Acquirer(host.port())) {
      second.send(Acquirer.purchase(100));
      assertThat(second.isHungUpOn()).isTrue();
    }
    await().until(() -> host.links() == 0);
    assertThat(host.available(TestBank.CARD)).isEqualTo(99_800);
  }

  @Test
  void otherMessagesBeforeTheAnswer() throws IOException {
    host.misbehave("first 1 unknown-type; first 1 stray; first 1 flood 50");
    WireMessage purchase = Acquirer.purchase(100);
    acquirer.send(purchase);
    assertThat(acquirer.receive().mti()).isEqualTo("0990");
    assertThat(acquirer.receive().matching()).isEqualTo(purchase.matching());
    WireMessage second = Acquirer.purchase(100);
    acquirer.send(second);
    WireMessage stray = acquirer.receive();
    assertThat(stray.mti()).isEqualTo("0210");
    assertThat(stray.matching()).isNotEqualTo(second.matching());
    assertThat(stray.hasMacUnder(TestBank.ZAK)).isTrue();
    assertThat(acquirer.receive().matching()).isEqualTo(second.matching());
    WireMessage third = Acquirer.purchase(100);
    acquirer.send(third);
    for (int i = 0; i < 50; i++) {
      assertThat(acquirer.receive().matching()).isNotEqualTo(third.matching());
    }
    assertThat(acquirer.receive().matching()).isEqualTo(third.matching());
  }

  @Test
  void declinedAsTheRuleSays() throws IOException {
    host.misbehave("always mti 0200 amount 100 decline 61");
    WireMessage purchase = Acquirer.purchase(100);
    assertThat(acquirer.exchange(purchase).get(39)).isEqualTo("61");
    host.behave();
    // the same message again is the same decision
    assertThat(acquirer.exchange(purchase).get(39)).isEqualTo("61");
    assertThat(host.available(TestBank.CARD)).isEqualTo(100_000);
  }

  @Test
  void whatIsHeldIsOvertakenByItsReversalAndCarriedOutAllTheSame() throws IOException {
    host.misbehave("first 1 mti 0200 held 500; always all disclaim");
    WireMessage purchase = Acquirer.purchase(100);
    WireMessage reversal = Acquirer.reversalOf(purchase, "98");
    acquirer.send(purchase);
    assertThat(acquirer.exchange(reversal).get(39)).isEqualTo("25");
    assertThat(host.available(TestBank.CARD)).isEqualTo(100_000);

    assertThat(acquirer.receive().matching()).isEqualTo(purchase.matching());

    assertBooked();
    // the same message again is not the same decision: nothing was booked about it
    assertThat(acquirer.exchange(reversal).get(39)).isEqualTo("00");
    assertThat(host.available(TestBank.CARD)).isEqualTo(100_000);
  }

  @Test
  void journalTellsWhatWasDoneToTheAnswer() throws IOException {
    host.misbehave("always never");
    acquirer.send(Acquirer.purchase(100));
    Path journal = directory.resolve("journal.jsonl");
    await()
        .untilAsserted(
            () ->
                assertThat(Files.readAllLines(journal))
                    .hasSize(3)
                    .last()
                    .asString()
                    .contains("\"OUT\"", "\"note\":\"never\""));
  }

  @Test
  void hostGoesAwayAndComesBackAtTheSamePort() throws IOException {
    int port = host.port();
    host.misbehave("at 0s down 1s");
    assertThat(acquirer.isHungUpOn()).isTrue();
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              try (Acquirer again = new Acquirer(port)) {
                assertThat(again.exchange(echo()).get(39)).isEqualTo("00");
              }
            });
  }

  @Test
  void hostsStandBesideEachOther() throws IOException {
    Path journal = directory.resolve("other.jsonl");
    try (UpstreamHost other = UpstreamHost.start(HostSettings.of(TestBank.sample(), journal));
        Acquirer there = new Acquirer(other.port())) {
      other.misbehave("always decline 05");
      assertThat(there.exchange(Acquirer.purchase(100)).get(39)).isEqualTo("05");
      assertThat(acquirer.exchange(Acquirer.purchase(100)).get(39)).isEqualTo("00");
    }
    assertThat(acquirer.exchange(Acquirer.purchase(100)).get(39)).isEqualTo("00");
    assertThatThrownBy(
            () ->
                UpstreamHost.start(
                    HostSettings.of(TestBank.sample(), directory.resolve("journal.jsonl"))))
        .hasMessageStartingWith("OP-1990");
    assertThatThrownBy(
            () ->
                UpstreamHost.start(
                    HostSettings.of(TestBank.sample(), journal).at("127.0.0.1", host.port())))
        .hasMessageStartingWith("OP-1983");
  }

  @Test
  void controlPortTakesCommands() throws IOException {
    try (ControlPort control = new ControlPort(0, new ControlCommands(host));
        ControlClient client = new ControlClient(control.port())) {
      client.command("rules always mti 0200 decline 05");
      assertThat(acquirer.exchange(Acquirer.purchase(100)).get(39)).isEqualTo("05");
      assertThat(client.command("stats")).contains("links=1", "code.05=1", "decline 05: 1");
      client.command("clear");
      assertThat(acquirer.exchange(Acquirer.purchase(100)).get(39)).isEqualTo("00");
      assertThat(client.command("balance " + TestBank.CARD)).isEqualTo("99900");
      client.command("down");
      assertThat(acquirer.isHungUpOn()).isTrue();
      assertThatThrownBy(() -> client.command("send 0800 function=301 timeout=100"))
          .hasMessage("OP-1987 no link is open");
      client.command("up");
      try (Acquirer again = new Acquirer(host.port())) {
        assertThat(again.exchange(echo()).get(39)).isEqualTo("00");
        assertThatThrownBy(() -> client.command("send 0800 function=301 timeout=100"))
            .hasMessageStartingWith("OP-1987 no answer within 100 ms");
        assertThat(again.receive().get(70)).isEqualTo("301");
      }
      for (String wrong :
          new String[] {"dance", "send", "send 0200 pan", "send 0200 colour=red", "key-change X"}) {
        assertThatThrownBy(() -> client.command(wrong)).hasMessageStartingWith("OP-1986");
      }
      assertThatThrownBy(() -> client.command("rules never")).hasMessageStartingWith("OP-1985");
    }
  }

  private void assertBooked() {
    assertThat(host.available(TestBank.CARD)).isEqualTo(99_900);
  }

  private static WireMessage echo() {
    return new WireMessage("0800").with(7, "1125093000").with(11, "000001").with(70, "301");
  }
}

package org.openprepaid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.openprepaid.system.Replies.assertApproved;
import static org.openprepaid.system.Replies.assertRefused;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openprepaid.softpos.pos.Card;
import org.openprepaid.softpos.pos.Outcome;
import org.openprepaid.softpos.pos.PosTerminal;
import org.openprepaid.softpos.pos.Slip;
import org.openprepaid.system.instance.Instance;
import org.openprepaid.system.instance.UpstreamProcess;

/** A card of others at our terminal, and our card at another's, against a host we did not write. */
@ExtendWith(RunningInstance.class)
class UpstreamIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static UpstreamProcess host;
  private static Card card;
  private static Instance instance;

  @BeforeAll
  static void connect(Institution institution) {
    instance = institution.instance();
    host = instance.startUpstream();
    card = institution.foreignCards().get(0);
  }

  @AfterAll
  static void disconnect() {
    host.close();
  }

  @AfterEach
  void bothJournalsAgree() throws SQLException {
    host.command("clear");
    try (Routed routed = Routed.of(instance)) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(routed.pending()).isZero();
                assertThat(routed.owed()).isZero();
                assertThat(routed.dead()).isZero();
              });
      assertThat(routed.disagreements(host.journal())).isEmpty();
    }
  }

  private static PosTerminal ready(Counter counter) {
    PosTerminal terminal = counter.terminal();
    await().atMost(PATIENCE).until(() -> "00".equals(terminal.inquiry(card).code()));
    return terminal;
  }

  @Test
  void theWholeFamilyOfTransactionsIsDecidedByTheHost(Counter counter) {
    PosTerminal terminal = ready(counter);
    long before = Replies.balanceOf(terminal.inquiry(card));

    Slip bought = terminal.slip(assertApproved(terminal.purchase(card, 30_00)));
    assertApproved(terminal.refund(bought, 5_00));
    Slip voided = terminal.slip(assertApproved(terminal.purchase(card, 20_00)));
    assertApproved(terminal.voidPurchase(voided));
    Slip held = terminal.slip(assertApproved(terminal.preAuthorise(card, 50_00)));
    Slip completed = terminal.slip(assertApproved(terminal.complete(held, 40_00)));
    assertApproved(terminal.voidCompletion(completed));
    assertApproved(terminal.complete(held, 35_00));
    Slip reversed = terminal.slip(assertApproved(terminal.purchase(card, 7_00)));
    assertApproved(terminal.reverse(reversed));
    assertRefused("51", terminal.purchase(card, 90_000_00));
    assertRefused("55", terminal.purchase(card.withPin("000000"), 1_00));

    await().atMost(PATIENCE).until(() -> balanceAtHost() == before - 60_00);
    assertThat(terminal.settle().balanced()).isTrue();
  }

  @Test
  void anAnswerThatDoesNotComeIs98AndIsReversed(Counter counter) throws SQLException {
    PosTerminal terminal = ready(counter);
    host.command("rules first 1 mti 0200 never");

    assertRefused("98", terminal.purchase(card, 30_00));

    try (Routed routed = Routed.of(instance)) {
      await().atMost(PATIENCE).until(() -> routed.owed() == 0);
      assertThat(routed.settled()).isPositive();
    }
  }

  @Test
  void whatAHostDisclaimsAndCarriesOutLaterIsReversedAllTheSame(Counter counter)
      throws SQLException {
    PosTerminal terminal = ready(counter);
    long before = Replies.balanceOf(terminal.inquiry(card));
    host.command("rules first 1 mti 0200 held 6000; always all disclaim");

    assertRefused("98", terminal.purchase(card, 30_00));

    await().atMost(PATIENCE).until(() -> balanceAtHost() == before - 30_00);
    await().atMost(PATIENCE).until(() -> balanceAtHost() == before);
    try (Routed routed = Routed.of(instance)) {
      await().atMost(PATIENCE).until(() -> routed.owed() == 0);
    }
  }

  private static long balanceAtHost() {
    return Long.parseLong(host.command("balance " + card.pan()));
  }

  @Test
  void anAnswerThatIsWrongIsNotPostedAndTheLinkLivesOn(Counter counter) throws SQLException {
    PosTerminal terminal = ready(counter);
    for (String act : new String[] {"bad-mac", "other-amount", "other-card"}) {
      host.command("rules first 1 mti 0200 " + act);
      assertRefused("98", terminal.purchase(card, 30_00));
      host.command("clear");
    }
    for (String act : new String[] {"twice", "stray", "unknown-type", "flood 500"}) {
      host.command("rules first 1 mti 0200 " + act);
      assertApproved(terminal.purchase(card, 1_00));
      host.command("clear");
    }

    try (Routed routed = Routed.of(instance)) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(routed.strays("BAD_MAC")).isPositive();
                assertThat(routed.strays("OTHER_AMOUNT")).isPositive();
                assertThat(routed.strays("OTHER_CARD")).isPositive();
                assertThat(routed.strays("UNASKED")).isGreaterThan(50);
              });
    }
  }

  @Test
  void aLinkThatBreaksIsMadeAnew(Counter counter) {
    PosTerminal terminal = ready(counter);
    for (String act : new String[] {"drop", "drop-mid-message", "garbled"}) {
      host.command("rules first 1 mti 0200 " + act);
      assertRefused("98", terminal.purchase(card, 30_00));
      host.command("clear");
      await().atMost(PATIENCE).until(() -> "00".equals(terminal.purchase(card, 1_00).code()));
    }
  }

  @Test
  void withoutItsHostAForeignCardIsRefusedAtOnceAndOursAreServed(Counter counter) {
    PosTerminal terminal = ready(counter);
    host.command("down");
    await().atMost(PATIENCE).until(() -> "91".equals(terminal.purchase(card, 1_00).code()));
    Card own = counter.cardWithPin();

    assertApproved(terminal.purchase(own, 30_00), 970_00);

    host.command("up");
    await().atMost(PATIENCE).until(() -> "00".equals(terminal.purchase(card, 1_00).code()));
  }

  @Test
  void keysAreChangedWithoutAStop(Counter counter) {
    PosTerminal terminal = ready(counter);

    host.command("key-change ZPK");
    assertApproved(terminal.purchase(card, 1_00));
    host.command("key-change ZAK");
    assertApproved(terminal.purchase(card, 1_00));
  }

  /** A message of the network about our card. */
  private static String network(String mti, Card own, String rest) {
    return host.command("send " + mti + " pan=" + own.pan() + " " + rest);
  }

  private static String element(String answer, String name) {
    for (String part : answer.split(" ", -1)) {
      if (part.startsWith(name + "=")) {
        return part.substring(name.length() + 1);
      }
    }
    throw new AssertionError("no " + name + " in " + answer);
  }

  private static void assertAnswered(String code, String answer) {
    assertThat(element(answer, "39")).as(answer).isEqualTo(code);
    assertThat(element(answer, "mac")).as(answer).isEqualTo("ok");
  }

  /** Element 90 of what follows a message. */
  private static String original(String mti, String answer) {
    String acquirer = element(answer, "32");
    return mti
        + element(answer, "11")
        + element(answer, "7")
        + "0".repeat(11 - acquirer.length())
        + acquirer
        + "0".repeat(11);
  }

  @Test
  void ourCardBuysElsewhere(Counter counter) {
    Card own = counter.cardWithPin();
    String purchase = "pin=" + own.pin() + " amount=3000 condition=00 code=000000";

    String bought = network("0200", own, purchase);
    assertAnswered("00", bought);
    assertThat(counter.available(own)).isEqualTo(970_00);
    assertAnswered("55", network("0200", own, purchase.replace(own.pin(), "000001")));
    assertAnswered("61", network("0200", own, purchase.replace("=3000", "=9999999")));
    String inquiry = network("0200", own, "pin=" + own.pin() + " condition=00 code=310000");
    assertThat(element(inquiry, "54")).endsWith("C000000097000");

    String refund = "amount=1000 condition=00 code=200000 original=" + original("0200", bought);
    assertAnswered("00", network("0220", own, refund));
    assertThat(counter.available(own)).isEqualTo(980_00);
  }

  @Test
  void aReversalFromTheNetworkUndoesOnceHoweverOftenItComes(Counter counter) {
    Card own = counter.cardWithPin();
    String bought =
        network("0200", own, "pin=" + own.pin() + " amount=3000 condition=00 code=000000");
    assertAnswered("00", bought);
    String reversal =
        "amount=3000 condition=00 code=000000 reason=98 original=" + original("0200", bought);

    assertAnswered("00", network("0420", own, reversal));
    assertAnswered("00", network("0421", own, reversal));
    assertAnswered("00", network("0400", own, reversal));

    assertThat(counter.available(own)).isEqualTo(Institution.ISSUED);
  }

  @Test
  void aHoldFromTheNetworkIsCompletedByItsCode(Counter counter) {
    Card own = counter.cardWithPin();
    String held =
        network("0100", own, "pin=" + own.pin() + " amount=5000 condition=06 code=030000");
    assertAnswered("00", held);
    assertThat(counter.available(own)).isEqualTo(950_00);

    String completion =
        "amount=4000 condition=06 code=000000 auth="
            + element(held, "38")
            + " original="
            + original("0100", held);
    assertAnswered("00", network("0200", own, completion));

    assertThat(counter.available(own)).isEqualTo(960_00);
  }

  @Test
  void aReversalBeforeAndAfterARestartOfTheServerArrivesOnce(Counter counter) throws SQLException {
    PosTerminal terminal = ready(counter);
    Slip bought = terminal.slip(assertApproved(terminal.purchase(card, 30_00)));
    host.command("down");
    Outcome reversed = terminal.reverse(bought);
    assertApproved(reversed);

    instance.server().destroyForcibly();
    instance.server().onExit().join();
    instance.run();
    host.command("up");

    try (Routed routed = Routed.of(instance)) {
      await().atMost(PATIENCE).until(() -> routed.owed() == 0);
    }
  }
}

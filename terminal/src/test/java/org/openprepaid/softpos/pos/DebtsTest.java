package org.openprepaid.softpos.pos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openprepaid.softpos.iso.IsoMessage;

/** Given a card with 100.00, when answers are lost. */
class DebtsTest {
  @TempDir private Path directory;
  private Shop shop;
  private PosTerminal terminal;

  @BeforeEach
  void open() {
    shop = new Shop(directory);
    terminal = shop.signedIn();
  }

  @AfterEach
  void close() throws Exception {
    terminal.close();
    shop.close();
  }

  @Test
  void aLostReplyIsReversedBeforeTheNextTransaction() {
    terminal.faults().dropReply();
    Outcome lost = terminal.purchase(shop.card, 30_00);
    assertThat(lost.code()).isEqualTo("98");
    assertThat(shop.balance()).isEqualTo(70_00);

    terminal.purchase(shop.card, 20_00);

    assertThat(shop.balance()).isEqualTo(80_00);
    IsoMessage reversal = shop.host.book().received("0400").get(0);
    assertThat(reversal.get(11)).isEqualTo(lost.request().get(11));
    assertThat(reversal.get(39)).isEqualTo("98");
    assertThat(reversal.get(60)).isEqualTo(lost.request().get(60));
    assertThat(reversal.fields())
        .containsExactly(2, 3, 4, 11, 14, 22, 25, 39, 41, 42, 49, 60, 61, 64);
    assertThat(terminal.totals()).isEqualTo(new Totals(20_00, 1, 0, 0));
  }

  @Test
  void aHostThatKeepsSilentIsWaitedForAndThenReversed() {
    shop.host.keepSilent(1);
    assertThat(terminal.purchase(shop.card, 30_00).status()).isEqualTo(Outcome.Status.NO_REPLY);
    terminal.payDebts();
    assertThat(shop.balance()).isEqualTo(100_00);
  }

  @Test
  void aReplyWithABadMacIsReversedForThatReason() {
    terminal.faults().damageReply();
    Outcome outcome = terminal.purchase(shop.card, 30_00);
    assertThat(outcome.status()).isEqualTo(Outcome.Status.BAD_MAC);

    terminal.payDebts();

    assertThat(shop.host.book().received("0400").get(0).get(39)).isEqualTo("A0");
    assertThat(shop.balance()).isEqualTo(100_00);
  }

  @Test
  void theDebtSurvivesARestart() {
    terminal.faults().dropReply();
    terminal.purchase(shop.card, 30_00);
    terminal.close();

    terminal = shop.switchedOn();

    assertThat(terminal.debts()).hasSize(1);
    assertThat(terminal.signedIn()).isTrue();
    terminal.purchase(shop.card, 1_00);
    assertThat(shop.balance()).isEqualTo(99_00);
  }

  @Test
  void aProgramKilledBeforeTheReplyOwesAReversalForItsOwnFault() throws IOException {
    terminal.purchase(shop.card, 30_00);
    terminal.close();
    Path journal = directory.resolve("TERM0001/journal.jsonl");
    List<String> lines = Files.readAllLines(journal);
    assertThat(lines.get(lines.size() - 1)).contains("ANSWERED");
    String halfLine = "{\"event\":\"ANSW";
    Files.writeString(
        journal, String.join("\n", lines.subList(0, lines.size() - 1)) + "\n" + halfLine);

    terminal = shop.switchedOn();
    terminal.payDebts();

    assertThat(shop.host.book().received("0400").get(0).get(39)).isEqualTo("96");
    assertThat(shop.balance()).isEqualTo(100_00);
  }

  @Test
  void reversalsAreTriedSoOftenAndThenNothingIsSold() {
    terminal.faults().dropReplies(4);
    terminal.purchase(shop.card, 30_00);

    assertThatThrownBy(() -> terminal.purchase(shop.card, 1_00))
        .isInstanceOf(TerminalException.class)
        .hasMessageStartingWith("OP-1957");
    assertThat(shop.host.book().received("0400")).hasSize(3);
    assertThat(shop.host.book().received("0200")).hasSize(1);

    assertThat(terminal.purchase(shop.card, 1_00).approved()).isTrue();
    assertThat(shop.balance()).isEqualTo(99_00);
  }

  @Test
  void aLostRefundIsAskedAgainUntilItArrives() {
    Outcome bought = terminal.purchase(shop.card, 30_00);
    terminal.faults().dropReply();
    terminal.refund(terminal.slip(bought), 10_00);

    terminal.payDebts();

    List<IsoMessage> refunds = shop.host.book().received("0220");
    assertThat(refunds).hasSize(2);
    assertThat(refunds.get(1)).isEqualTo(refunds.get(0));
    assertThat(shop.host.book().received("0400")).isEmpty();
    assertThat(shop.balance()).isEqualTo(80_00);
    assertThat(terminal.totals()).isEqualTo(new Totals(30_00, 1, 10_00, 1));
  }

  @Test
  void aLostInquiryOwesNothing() {
    terminal.faults().dropReply();
    terminal.inquiry(shop.card);
    assertThat(terminal.debts()).isEmpty();
  }

  @Test
  void aReversedVoidBringsThePurchaseBack() {
    Outcome bought = terminal.purchase(shop.card, 30_00);
    Outcome voided = terminal.voidPurchase(terminal.slip(bought));
    terminal.reverse(terminal.slip(voided));

    assertThat(shop.balance()).isEqualTo(70_00);
    assertThat(terminal.slip(bought).voided()).isFalse();
    assertThat(terminal.totals()).isEqualTo(new Totals(30_00, 1, 0, 0));
  }

  @Test
  void aDebtOutlivesABatchThatTheHostClosed() {
    terminal.faults().dropReply();
    Outcome lost = terminal.purchase(shop.card, 30_00);
    shop.host.book().closeBatch("TERM0001");
    terminal.signIn(KeyLength.DOUBLE);
    assertThat(terminal.batch()).isEqualTo(2);

    terminal.payDebts();

    assertThat(shop.balance()).isEqualTo(100_00);
    assertThat(shop.host.book().received("0400").get(0).get(60)).isEqualTo(lost.request().get(60));
  }

  @Test
  void aHostOutOfReachIsNoDebt() throws IOException {
    shop.host.close();
    assertThatThrownBy(() -> terminal.purchase(shop.card, 1_00))
        .isInstanceOfSatisfying(
            TerminalException.class, e -> assertThat(e.code()).isEqualTo("OP-1956"));
    assertThat(terminal.debts()).isEmpty();
  }

  @Test
  void neitherCardNumberNorPinNorKeyIsOnTheDisk() throws IOException {
    terminal.purchase(shop.card, 30_00);
    terminal.faults().dropReply();
    terminal.purchase(shop.card, 20_00);
    String pinBlock = terminal.last().request().get(52);

    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file))
            .doesNotContain(Shop.PAN)
            .doesNotContain(Shop.PAN.substring(6, 14))
            .doesNotContain("739105")
            .doesNotContain(pinBlock)
            .doesNotContain(Shop.IDENTITY.tmk())
            .doesNotContain("8899AABBCCDDEEFF");
      }
    }
    assertThat(terminal.last().toString()).doesNotContain(Shop.PAN).doesNotContain(pinBlock);
  }

  @Test
  void aSecondProgramIsKeptOut() {
    assertThatThrownBy(shop::switchedOn)
        .isInstanceOf(TerminalException.class)
        .hasMessageStartingWith("OP-1958");
  }
}

package org.openprepaid.softpos.pos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openprepaid.softpos.iso.IsoMessage;

/** Given a card with 100.00 and a batch with some sales. */
class SettlementTest {
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
  void totalsThatAgreeCloseTheBatch() {
    terminal.purchase(shop.card, 30_00);
    terminal.purchase(shop.card, 12_34);
    terminal.topUp(shop.card, 5_00);

    Settlement settlement = terminal.settle();

    assertThat(settlement.balanced()).isTrue();
    assertThat(settlement.hostTotals()).isEqualTo(new Totals(42_34, 2, 5_00, 1));
    IsoMessage request = shop.host.book().received("0500").get(0);
    assertThat(request.get(48))
        .isEqualTo("000000004234" + "002" + "000000000500" + "001" + "0" + "0".repeat(31));
    assertThat(request.get(60)).isEqualTo("00000001201");
    assertThat(request.has(64)).isFalse();
    assertThat(terminal.signedIn()).isFalse();
    assertThat(terminal.slips()).isEmpty();

    terminal.signIn(KeyLength.DOUBLE);
    assertThat(terminal.batch()).isEqualTo(2);
    assertThat(terminal.totals()).isEqualTo(new Totals(0, 0, 0, 0));
    assertThat(terminal.earlierSlips()).hasSize(3);
  }

  @Test
  void aDebtIsPaidBeforeTheTotalsAreSent() {
    terminal.purchase(shop.card, 30_00);
    terminal.faults().dropReply();
    terminal.purchase(shop.card, 20_00);

    assertThat(terminal.settle().balanced()).isTrue();
    assertThat(shop.balance()).isEqualTo(70_00);
  }

  @Test
  void aBatchThatDoesNotAgreeIsUploadedEightAtATime() {
    // a purchase that the journal does not know of puts the host's totals off
    Outcome unknown = terminal.purchase(shop.card, 1_00);
    terminal.send(unknown.request().without(64).with(11, "900001"));
    for (int i = 0; i < 10; i++) {
      terminal.purchase(shop.card, 100 + i);
    }

    Settlement settlement = terminal.settle();
    assertThat(settlement.unbalanced()).isTrue();
    assertThat(terminal.signedIn()).isTrue();
    assertThat(terminal.batchUpload(settlement).approved()).isTrue();

    List<IsoMessage> upload = shop.host.book().received("0320");
    assertThat(upload).hasSize(3);
    String first = upload.get(0).get(48);
    String second = upload.get(1).get(48);
    assertThat(first).hasSize(2 + 8 * 40).startsWith("08");
    assertThat(second).hasSize(2 + 3 * 40).startsWith("03");
    assertThat(first.substring(2, 42))
        .isEqualTo("00" + unknown.request().get(11) + "0" + Shop.PAN + "000000000100");
    assertThat(upload.get(0).get(60)).isEqualTo("00000001201");
    assertThat(upload.get(2).get(48)).isEqualTo("0011");
    assertThat(upload.get(2).get(60)).isEqualTo("00000001202");
    assertThat(terminal.signedIn()).isFalse();
  }

  @Test
  void aSettlementWhoseAnswerWasLostIsAskedAgainUnderTheSameTrace() {
    terminal.purchase(shop.card, 30_00);
    shop.host.keepSilent(1);
    assertThat(terminal.settle().outcome().status()).isEqualTo(Outcome.Status.NO_REPLY);
    terminal.close();
    terminal = shop.switchedOn();
    terminal.settle();

    List<IsoMessage> settlements = shop.host.book().received("0500");
    assertThat(settlements.get(1)).isEqualTo(settlements.get(0));
  }

  @Test
  void anUploadMayAlsoEndAfterABalancedSettlement() {
    Settlement settlement = terminal.settle();
    Outcome end = terminal.batchUpload(settlement);
    assertThat(end.approved()).isTrue();
    assertThat(end.request().get(60)).isEqualTo("00000001207");
    assertThat(end.request().get(48)).isEqualTo("0000");
  }

  @Test
  void aRefundFindsItsPurchaseInABatchThatIsClosed() {
    Outcome bought = terminal.purchase(shop.card, 30_00);
    terminal.settle();
    terminal.signIn(KeyLength.SINGLE);

    Slip original = terminal.earlierSlips().get(0);
    Outcome refunded = terminal.refund(original, 10_00);

    assertThat(refunded.approved()).isTrue();
    assertThat(refunded.request().get(37)).isEqualTo(bought.rrn());
    assertThat(refunded.request().get(61)).isEqualTo("000001" + bought.request().get(11) + "1122");
    assertThat(terminal.totals()).isEqualTo(new Totals(0, 0, 10_00, 1));
  }

  @Test
  void traceNumbersGoOnOverBatchesAndRestarts() {
    int trace = terminal.purchase(shop.card, 1_00).trace();
    terminal.settle();
    terminal.close();
    terminal = shop.switchedOn();
    terminal.signIn(KeyLength.DOUBLE);
    assertThat(terminal.purchase(shop.card, 1_00).trace()).isGreaterThan(trace);
  }

  @Test
  void aFullBatchHasToBeSettledFirst() throws IOException {
    terminal.close();
    Path journal = directory.resolve("TERM0001/journal.jsonl");
    StringBuilder lines = new StringBuilder();
    for (int trace = 10; trace < 10 + Totals.MAX_COUNT; trace++) {
      lines
          .append("{\"event\":\"SENT\",\"transaction\":\"TOP_UP\",\"batch\":1,\"amount\":1,")
          .append("\"card\":\"622588*********3589\",\"sealed\":\"\",\"trace\":" + trace + "}\n")
          .append("{\"event\":\"ANSWERED\",\"code\":\"00\",\"trace\":" + trace + "}\n");
    }
    Files.writeString(journal, lines, StandardOpenOption.APPEND);
    terminal = shop.switchedOn();
    assertThat(terminal.totals()).isEqualTo(new Totals(0, 0, 9_99, 999));

    assertThatThrownBy(() -> terminal.purchase(shop.card, 1))
        .isInstanceOf(TerminalException.class)
        .hasMessageStartingWith("OP-1960");
    assertThat(shop.host.book().received("0200")).isEmpty();
  }
}

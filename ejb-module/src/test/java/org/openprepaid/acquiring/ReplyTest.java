package org.openprepaid.acquiring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.iso8583.IsoReply;
import org.openprepaid.money.Currency;
import org.openprepaid.money.Money;
import org.openprepaid.transaction.Outcome;
import org.openprepaid.transaction.ResponseCode;
import org.openprepaid.transaction.Rrn;

class ReplyTest {
  private final Till till = Till.signedIn();

  @Test
  void anApprovalTellsEverythingThatTheReceiptNeeds() {
    IsoFields reply = till.send(till.purchase().set(32, "48021560").set(22, "022"));

    assertThat(reply.mti()).isEqualTo("0210");
    assertThat(reply)
        .isEqualTo(
            new IsoFields("0210")
                .set(2, Till.CARD)
                .set(3, "000000")
                .set(4, "000000003000")
                .set(11, "000017")
                .set(12, "235958")
                .set(13, "1122")
                .set(15, "1123")
                .set(25, "00")
                .set(32, "48021560")
                .set(37, new Rrn(FakeGateway.TRANSACTION_ID).toString())
                .set(38, "042137")
                .set(39, "00")
                .set(41, Till.TERMINAL)
                .set(42, Till.MERCHANT)
                .set(49, "156")
                .set(54, "0002156C000000100000")
                .set(60, "22000001"));
  }

  @Test
  void itIsMacedWithTheTerminalsKey() {
    IsoReply reply = till.sendForReply(till.purchase());
    byte[] covered = {2, 16, 0};

    assertThat(reply.macFunction().apply(covered)).isEqualTo(till.mac(covered));
  }

  @Test
  void aDeclineTellsNeitherAuthorisationNorBalance() {
    till.gateway.answerWith(FakeGateway.outcome(ResponseCode.INSUFFICIENT_FUNDS, ""));

    IsoFields reply = till.send(till.purchase());

    assertThat(reply.text(39)).isEqualTo("51");
    assertThat(reply.has(38)).isFalse();
    assertThat(reply.has(54)).isFalse();
    assertThat(reply.has(37)).isTrue();
  }

  @Test
  void anUnrecordedOutcomeHasTheHostsTimeAndNoReference() {
    till.gateway.answerWith(Outcome.unrecorded(ResponseCode.SYSTEM_ERROR));

    IsoFields reply = till.send(till.purchase());

    assertThat(reply.text(39)).isEqualTo("96");
    assertThat(reply.text(12)).isEqualTo("113000");
    assertThat(reply.text(13)).isEqualTo("1122");
    assertThat(reply.has(15)).isFalse();
    assertThat(reply.has(37)).isFalse();
  }

  @Test
  void aBalanceBelowZeroIsADebit() {
    Outcome outcome = FakeGateway.outcome(ResponseCode.APPROVED, "042137");
    till.gateway.answerWith(
        new Outcome(
            outcome.code(),
            outcome.transactionId(),
            outcome.authCode(),
            outcome.businessDate(),
            Money.of(-150, Currency.CNY),
            outcome.decidedAt()));

    assertThat(till.send(till.purchase()).text(54)).isEqualTo("0002156D000000000150");
  }

  @Test
  void anAdviceIsAnsweredByItsOwnType() {
    IsoFields refund = till.financial("0220", "200000", "00", "25").set(37, "000000000001");

    assertThat(till.send(refund.set(2, Till.CARD).set(4, "000000000100")).mti()).isEqualTo("0230");
  }

  @Test
  void aReversalIsAnsweredWithoutABalance() {
    IsoFields reply = till.send(till.financial("0400", "000000", "00", "22").set(2, Till.CARD));

    assertThat(reply.mti()).isEqualTo("0410");
    assertThat(reply.text(39)).isEqualTo("00");
    assertThat(reply.has(54)).isFalse();
  }

  @Test
  void noSecretIsEchoed() {
    IsoFields reply =
        till.send(
            till.purchase()
                .set(14, "3012")
                .set(26, "12")
                .set(35, Till.CARD + "D3012120")
                .set(52, Till.PIN_BLOCK)
                .set(53, "2600000000000000"));

    assertThat(reply.text(39)).isEqualTo("00");
    for (int field : new int[] {14, 26, 35, 52, 53}) {
      assertThat(reply.has(field)).as("element " + field).isFalse();
    }
  }
}

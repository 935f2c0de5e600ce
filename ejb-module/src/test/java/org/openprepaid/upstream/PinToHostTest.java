package org.openprepaid.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.key.KeyType;
import org.openprepaid.transaction.PresentedCard;
import org.openprepaid.transaction.Request;
import org.openprepaid.transaction.Rrn;

/** A PIN passes from the terminal's key to the host's, and nobody sees it or the card number. */
class PinToHostTest {
  private final Edge edge = new Edge();

  @Test
  void thePinLeavesUnderTheHostsKey() {
    edge.ask(edge.purchaseWithPin());

    IsoFields sent = edge.cupnet.only();
    byte[] clear = ClearCrypto.pinBlock(Edge.PIN, Edge.CARD.digits());
    assertThat(ClearCrypto.decrypted(TestZone.ZPK, sent.bytes(52))).isEqualTo(clear);
    assertThat(sent.text(26)).isEqualTo("12");
    assertThat(sent.text(53)).isEqualTo("2600000000000000");
    assertThat(sent.text(22)).isEqualTo("011");
  }

  @Test
  void withoutAPinNothingSaysThatThereIsOne() {
    edge.ask(edge.purchase());

    IsoFields sent = edge.cupnet.only();
    assertThat(sent.has(26)).isFalse();
    assertThat(sent.has(52)).isFalse();
    assertThat(sent.has(53)).isFalse();
  }

  @Test
  void theAlternativeHostGetsItUnderItsOwnKey() {
    byte[] other = TestZone.hex("1CB9E5A8C24F7302D3704CBA51F26E98");
    edge.zone.activate(Edge.ALTNET, KeyType.ZPK, other);
    edge.cupnet.goesDown();

    edge.ask(edge.purchaseWithPin());

    assertThat(ClearCrypto.decrypted(other, edge.altnet.only().bytes(52)))
        .isEqualTo(ClearCrypto.pinBlock(Edge.PIN, Edge.CARD.digits()));
  }

  @Test
  void whatPrintsShowsNeitherPinNorCardNumber() {
    String track2 = Edge.CARD.digits() + "=29122011234556100000";
    PresentedCard typed = edge.withPin(ClearCrypto.pinBlock(Edge.PIN, Edge.CARD.digits()));
    PresentedCard card =
        new PresentedCard(
            typed.pan(),
            typed.expiry(),
            typed.pin(),
            new PresentedCard.Stripe(track2, "201", "561"));
    edge.cupnet.answers(reply -> reply.set(4, "000000000001"));

    edge.ask(edge.purchase(card));

    IsoFields sent = edge.cupnet.only();
    assertThat(sent.text(35)).isEqualTo(track2);
    Request.Forwarded forwarded = edge.gateway.only(Request.Forwarded.class);
    Subject subject =
        new Subject(
            forwarded.kind(),
            Edge.CARD,
            forwarded.amount(),
            new Rrn(1),
            Edge.MERCHANT,
            Edge.TERMINAL,
            Edge.LOCAL_TIME,
            null);
    String printed =
        String.join(
            "\n",
            sent.toString(),
            edge.gateway.submitted.toString(),
            edge.strays.noted().toString(),
            forwarded.asked().toString(),
            forwarded.sent().toString(),
            subject.toString(),
            edge.cupnet.onlySent().message().toString());
    HexFormat hex = HexFormat.of().withUpperCase();
    assertThat(printed.toUpperCase(Locale.ROOT))
        .contains("622848")
        .doesNotContain(Edge.CARD.digits())
        .doesNotContain(hex.formatHex(ClearCrypto.pinBlock(Edge.PIN, Edge.CARD.digits())))
        .doesNotContain(hex.formatHex(sent.bytes(52)))
        .doesNotContain("2912201")
        .doesNotContain("=" + Edge.PIN);
  }
}

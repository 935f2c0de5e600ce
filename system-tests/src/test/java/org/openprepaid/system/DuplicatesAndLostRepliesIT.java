package org.openprepaid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.system.Replies.assertApproved;
import static org.openprepaid.system.Replies.assertCode;
import static org.openprepaid.system.Replies.assertRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openprepaid.softpos.iso.IsoMessage;
import org.openprepaid.softpos.pos.Card;
import org.openprepaid.softpos.pos.Outcome;
import org.openprepaid.softpos.pos.PosTerminal;
import org.openprepaid.softpos.pos.Slip;

/** What gets lost between terminal and host, and what comes twice. */
@ExtendWith(RunningInstance.class)
class DuplicatesAndLostRepliesIT {
  @Test
  void aRepeatedPurchaseGetsTheSameAnswerAndIsPaidOnce(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    Outcome first = assertApproved(terminal.purchase(card, 30_00), 970_00);

    Outcome again = assertApproved(terminal.resend(first), 970_00);

    assertThat(again.rrn()).isEqualTo(first.rrn());
    assertThat(again.authCode()).isEqualTo(first.authCode());
    assertThat(counter.available(card)).isEqualTo(970_00);
  }

  @Test
  void aRepeatedRefusalStaysARefusal(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithoutPin();
    Outcome refused = assertRefused("51", terminal.purchase(card, 1_000_01));
    assertApproved(terminal.topUp(card, 500_00));

    assertRefused("51", terminal.resend(refused));

    assertThat(counter.available(card)).isEqualTo(1_500_00);
  }

  @Test
  void theSameTraceWithAnotherBodyIsRefused(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithoutPin();
    Outcome first = assertApproved(terminal.purchase(card, 30_00));

    IsoMessage dearer = first.request().without(64).with(4, "000000003001");
    assertRefused("94", terminal.send(dearer));

    assertThat(counter.available(card)).isEqualTo(970_00);
  }

  @Test
  void aLostReplyIsReversedBeforeTheNextPurchase(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    terminal.faults().dropReply();

    Outcome lost = terminal.purchase(card, 30_00);
    assertThat(lost.status()).isEqualTo(Outcome.Status.NO_REPLY);

    assertApproved(terminal.purchase(card, 50_00), 950_00);
    assertThat(terminal.slip(lost.trace()).state()).isEqualTo(Slip.State.REVERSED);
  }

  @Test
  void aReversalWhoseReplyIsLostTooIsRepeated(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    terminal.faults().dropReplies(2);

    Outcome lost = terminal.purchase(card, 30_00);
    terminal.payDebts();

    assertThat(terminal.slip(lost.trace()).state()).isEqualTo(Slip.State.REVERSED);
    assertThat(counter.available(card)).isEqualTo(Institution.ISSUED);
  }

  @Test
  void aReplyDamagedOnTheLineIsReversed(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    terminal.faults().damageReply();

    Outcome damaged = terminal.purchase(card, 30_00);
    assertThat(damaged.status()).isEqualTo(Outcome.Status.BAD_MAC);
    terminal.payDebts();

    assertThat(terminal.slip(damaged.trace()).reason()).isEqualTo("A0");
    assertThat(counter.available(card)).isEqualTo(Institution.ISSUED);
  }

  @Test
  void anAdviceWhoseReplyIsLostIsRepeatedAndCountsOnce(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    Slip purchase = terminal.slip(assertApproved(terminal.purchase(card, 50_00)));
    terminal.faults().dropReply();

    Outcome lost = terminal.refund(purchase, 20_00);
    terminal.payDebts();

    assertThat(terminal.slip(lost.trace()).state()).isEqualTo(Slip.State.APPROVED);
    assertThat(counter.available(card)).isEqualTo(970_00);
  }

  @Test
  void aWrongMacHasNoEffect(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    terminal.faults().wrongMac();

    assertRefused("A0", terminal.purchase(card, 30_00));

    assertThat(counter.available(card)).isEqualTo(Institution.ISSUED);
  }

  @Test
  void aMissingMacHasNoEffectEither(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    Outcome sold = assertApproved(terminal.purchase(card, 30_00));

    try (Wire wire = counter.wire()) {
      assertCode("A0", wire.ask(sold.request().without(64).with(11, "999998")));
    }

    assertThat(counter.available(card)).isEqualTo(970_00);
  }
}

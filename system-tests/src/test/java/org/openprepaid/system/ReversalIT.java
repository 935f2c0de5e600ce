package org.openprepaid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.system.Replies.assertApproved;
import static org.openprepaid.system.Replies.assertCode;
import static org.openprepaid.system.Replies.assertRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openprepaid.softpos.iso.IsoMessage;
import org.openprepaid.softpos.pos.Card;
import org.openprepaid.softpos.pos.MessageForms;
import org.openprepaid.softpos.pos.Outcome;
import org.openprepaid.softpos.pos.PosTerminal;
import org.openprepaid.softpos.pos.Slip;
import org.openprepaid.softpos.pos.Transaction;

/** A reversal of each transaction, in any order and any number. */
@ExtendWith(RunningInstance.class)
class ReversalIT {
  private static final long AMOUNT = 40_00;

  @ParameterizedTest
  @EnumSource(Transaction.class)
  void aReversedTransactionIsAsIfItHadNeverBeen(Transaction kind, Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    Slip original = whatItActsOn(kind, terminal, card);
    long before = counter.available(card);
    Slip slip = terminal.slip(assertApproved(perform(kind, terminal, card, original)));

    assertApproved(terminal.reverse(slip));
    assertThat(counter.available(card)).isEqualTo(before);

    // the answer may have been lost: it is asked again, and nothing more happens
    assertApproved(terminal.reverse(terminal.slip(slip.trace())));
    assertThat(counter.available(card)).isEqualTo(before);
    if (original != null) {
      assertApproved(perform(kind, terminal, card, original));
    }
  }

  private static Slip whatItActsOn(Transaction kind, PosTerminal terminal, Card card) {
    return switch (kind) {
      case PURCHASE_VOID, REFUND -> terminal.slip(assertApproved(terminal.purchase(card, AMOUNT)));
      case PRE_AUTHORISATION_VOID, COMPLETION, COMPLETION_ADVICE ->
          terminal.slip(assertApproved(terminal.preAuthorise(card, AMOUNT)));
      case COMPLETION_VOID -> {
        Slip hold = terminal.slip(assertApproved(terminal.preAuthorise(card, AMOUNT)));
        yield terminal.slip(assertApproved(terminal.complete(hold, AMOUNT)));
      }
      default -> null;
    };
  }

  private static Outcome perform(Transaction kind, PosTerminal terminal, Card card, Slip original) {
    return original == null
        ? terminal.perform(kind, card, AMOUNT, null)
        : terminal.follow(kind, original, AMOUNT);
  }

  @Test
  void aReversalThatOvertakesItsOriginalDeclinesIt(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    IsoMessage purchase = purchase(terminal, card, AMOUNT);
    IsoMessage reversal =
        MessageForms.reversal(MessageForms.keepsake(purchase, card.pan()), "98", null);

    assertApproved(terminal.send(reversal));
    assertRefused("68", terminal.send(purchase));

    assertThat(counter.available(card)).isEqualTo(Institution.ISSUED);
  }

  @Test
  void aReversalOfADeclinedPurchaseIsApprovedAndDoesNothing(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    Slip declined = terminal.slip(assertRefused("51", terminal.purchase(card, 1_000_01)));

    assertApproved(terminal.reverse(declined));

    assertThat(counter.available(card)).isEqualTo(Institution.ISSUED);
  }

  @Test
  void aReversalOfAnotherAmountIsRefused(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    IsoMessage purchase = purchase(terminal, card, AMOUNT);
    Outcome approved = assertApproved(terminal.send(purchase));
    IsoMessage reversal =
        MessageForms.reversal(
            MessageForms.keepsake(purchase, card.pan()), "98", approved.authCode());

    assertRefused("64", terminal.send(reversal.with(4, "000000003999")));

    assertThat(counter.available(card)).isEqualTo(960_00);
  }

  @Test
  void aReversalCannotItselfBeReversed(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    Slip purchase = terminal.slip(assertApproved(terminal.purchase(card, AMOUNT)));
    Outcome reversal = assertApproved(terminal.reverse(purchase));

    // a message of type 0400 with the same trace is the same reversal once more
    assertApproved(terminal.resend(reversal));

    assertThat(counter.available(card)).isEqualTo(Institution.ISSUED);
  }

  @Test
  void aReversalOfAnotherMerchantsTerminalReachesNothing(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    IsoMessage purchase = purchase(terminal, card, AMOUNT);
    Outcome approved = assertApproved(terminal.send(purchase));
    PosTerminal stranger = counter.elsewhere().terminal();
    IsoMessage reversal =
        MessageForms.reversal(
                MessageForms.keepsake(purchase, card.pan()), "98", approved.authCode())
            .with(41, stranger.identity().terminalId())
            .with(42, stranger.identity().merchantId());

    // unknown at that terminal, so there is nothing to undo
    try (Wire wire = counter.wire()) {
      assertCode("00", wire.ask(Wire.sealed(reversal, stranger.keys())));
    }

    assertThat(counter.available(card)).isEqualTo(960_00);
  }

  private static IsoMessage purchase(PosTerminal terminal, Card card, long amount) {
    return terminal
        .forms()
        .financial(
            Transaction.PURCHASE,
            card,
            amount,
            terminal.batch(),
            terminal.takeTrace(),
            null,
            terminal.keys());
  }
}

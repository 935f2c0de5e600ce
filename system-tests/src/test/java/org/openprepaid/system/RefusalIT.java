package org.openprepaid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.system.Replies.assertApproved;
import static org.openprepaid.system.Replies.assertCode;
import static org.openprepaid.system.Replies.assertRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openprepaid.softpos.iso.IsoMessage;
import org.openprepaid.softpos.key.Keys;
import org.openprepaid.softpos.pos.Card;
import org.openprepaid.softpos.pos.EntryMode;
import org.openprepaid.softpos.pos.MessageForms;
import org.openprepaid.softpos.pos.Outcome;
import org.openprepaid.softpos.pos.PosTerminal;
import org.openprepaid.softpos.pos.TerminalIdentity;
import org.openprepaid.softpos.pos.Transaction;

/** What the host says no to, with the code of the profile, and what it does not move. */
@ExtendWith(RunningInstance.class)
class RefusalIT {
  @Test
  void aTerminalThatHasSignedOffHasToSignIn(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    IsoMessage purchase = Wire.sealed(purchase(terminal, card), terminal.keys());
    assertApproved(terminal.signOff());

    try (Wire wire = counter.wire()) {
      assertCode("77", wire.ask(purchase));
    }

    assertThat(counter.available(card)).isEqualTo(Institution.ISSUED);
  }

  @Test
  void aTerminalThatNobodyEnrolledIsUnknown(Counter counter) {
    PosTerminal terminal = counter.terminal();
    TerminalIdentity stranger =
        new TerminalIdentity("99999999", terminal.identity().merchantId(), "0".repeat(32));
    IsoMessage signIn = new MessageForms(stranger).management("0800", "003", 0, 1);
    IsoMessage purchase =
        Wire.sealed(
            purchase(terminal, counter.cardWithPin()).with(41, "99999999"), terminal.keys());

    try (Wire wire = counter.wire()) {
      assertCode("97", wire.ask(signIn));
      assertCode("97", wire.ask(purchase));
    }
  }

  @Test
  void oneTerminalCannotSpeakWithTheKeysOfAnother(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithoutPin();
    Keys foreign = counter.beside().terminal().keys();

    try (Wire wire = counter.wire()) {
      assertCode("A0", wire.ask(Wire.sealed(purchase(terminal, card), foreign)));
    }

    assertThat(counter.available(card)).isEqualTo(Institution.ISSUED);
  }

  @Test
  void theMerchantMustBeTheTerminalsOwn(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    String other = counter.elsewhere().identity().merchantId();

    assertRefused("03", terminal.send(purchase(terminal, card).with(42, other)));

    assertThat(counter.available(card)).isEqualTo(Institution.ISSUED);
  }

  @Test
  void aBatchThatIsNotOpenTakesNothing(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    terminal.faults().batch(terminal.batch() + 1);

    assertRefused("77", terminal.purchase(card, 30_00));

    assertThat(counter.available(card)).isEqualTo(Institution.ISSUED);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 11, 25, 42, 49, 60})
  void aPurchaseWithoutANecessaryFieldIsAFormatError(int field, Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    IsoMessage purchase = purchase(terminal, card).without(field);

    try (Wire wire = counter.wire()) {
      assertCode("30", wire.ask(Wire.sealed(purchase, terminal.keys())));
    }

    assertThat(counter.available(card)).isEqualTo(Institution.ISSUED);
  }

  @ParameterizedTest
  @CsvSource({"4, 000000000000, 13", "11, 000000, 30", "49, 999, 30", "49, 840, 12", "60, 22, 30"})
  void aPurchaseWithAWrongFieldIsRefused(int field, String value, String code, Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    IsoMessage purchase = purchase(terminal, card).with(field, value);

    try (Wire wire = counter.wire()) {
      assertCode(code, wire.ask(Wire.sealed(purchase, terminal.keys())));
    }

    assertThat(counter.available(card)).isEqualTo(Institution.ISSUED);
  }

  @Test
  void aPurchaseWithoutACardIsAFormatError(Counter counter) {
    PosTerminal terminal = counter.terminal();
    IsoMessage purchase = purchase(terminal, counter.cardWithPin()).without(2, 35);

    assertRefused("30", terminal.send(purchase));
  }

  @Test
  void aTransactionThatTheProfileDoesNotHaveIsInvalid(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();

    assertRefused("12", terminal.send(purchase(terminal, card).with(3, "990000")));
    assertRefused("12", terminal.send(purchase(terminal, card).with(25, "91")));
  }

  @Test
  void aManagementMessageThatTheHostDoesNotHaveIsNotSupported(Counter counter) {
    PosTerminal terminal = counter.terminal();

    try (Wire wire = counter.wire()) {
      assertCode(
          "40", wire.ask(terminal.forms().management("0800", "999", terminal.batch(), 999_997)));
    }
  }

  @Test
  void aPinBlockThatIsNoneIsNoWrongPin(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();

    for (int i = 0; i < 4; i++) {
      assertRefused("99", terminal.send(purchase(terminal, card).with(52, "0123456789ABCDEF")));
    }

    assertApproved(terminal.purchase(card, 30_00), 970_00);
  }

  @Test
  void threeWrongPinsBlockTheCardEvenForTheRightOne(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    Card guessed = card.withPin(otherThan(card.pin()));

    assertRefused("55", terminal.purchase(guessed, 30_00));
    assertRefused("55", terminal.purchase(guessed, 30_00));
    assertRefused("55", terminal.purchase(guessed, 30_00));

    assertRefused("75", terminal.purchase(card, 30_00));
    assertRefused("75", terminal.inquiry(card));
  }

  @Test
  void aRightPinForgivesTheWrongOnesBefore(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    Card guessed = card.withPin(otherThan(card.pin()));

    for (int i = 0; i < 2; i++) {
      assertRefused("55", terminal.purchase(guessed, 30_00));
      assertRefused("55", terminal.purchase(guessed, 30_00));
      assertApproved(terminal.inquiry(card), Institution.ISSUED);
    }
  }

  @Test
  void aCardWithAPinIsNotSpentWithoutIt(Counter counter) {
    Card card = counter.cardWithPin();

    assertRefused("55", counter.terminal().purchase(card.withoutPin(), 30_00));

    assertThat(counter.available(card)).isEqualTo(Institution.ISSUED);
  }

  @Test
  void aNumberThatWasNeverIssuedIsNoCard(Counter counter) {
    String issued = counter.cardWithoutPin().pan();
    Card never = Card.keyed(withOtherAccount(issued), "3012");

    assertRefused("14", counter.terminal().purchase(never, 30_00));
  }

  @Test
  void anotherExpiryThanTheCardsIsAnExpiredCard(Counter counter) {
    Card card = counter.cardWithoutPin();
    Card wrong = new Card(card.pan(), null, "2001", null, EntryMode.KEYED, null);

    assertRefused("54", counter.terminal().purchase(wrong, 30_00));
  }

  @Test
  void moreThanTheProductAllowsInOnePurchaseIsRefused(Counter counter) {
    Card card = counter.cardWithoutPin();

    assertRefused("61", counter.terminal().purchase(card, 5_000_01));
  }

  @Test
  void aRefusalNeverCarriesABalance(Counter counter) {
    Outcome refused =
        assertRefused("51", counter.terminal().purchase(counter.cardWithPin(), 1_000_01));

    assertThat(refused.balance()).isEmpty();
  }

  private static IsoMessage purchase(PosTerminal terminal, Card card) {
    return terminal
        .forms()
        .financial(
            Transaction.PURCHASE,
            card,
            30_00,
            terminal.batch(),
            terminal.takeTrace(),
            null,
            terminal.keys());
  }

  private static String otherThan(String pin) {
    return pin.equals("135790") ? "097531" : "135790";
  }

  /** The same issuer and length, another account, a good check digit. */
  private static String withOtherAccount(String pan) {
    int digits = pan.length() - 7;
    String account = pan.substring(0, 6) + "987654321012".substring(0, digits);
    return account + checkDigit(account);
  }

  private static int checkDigit(String withoutCheck) {
    int sum = 0;
    boolean twice = true;
    for (int i = withoutCheck.length() - 1; i >= 0; i--) {
      int digit = Character.digit(withoutCheck.charAt(i), 10);
      int value = twice ? 2 * digit : digit;
      sum += value > 9 ? value - 9 : value;
      twice = !twice;
    }
    return (10 - sum % 10) % 10;
  }
}

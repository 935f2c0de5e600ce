package org.openprepaid.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openprepaid.money.Currency;

/** What a drawn card looks like. */
class CardDrawTest {
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

  private final CardDraw draw =
      new CardDraw(
          new SecureRandom(),
          (product, pan, expiry, pin) ->
              pan.digits() + "=" + expiry + product.serviceCode() + "0000012300000");

  @Test
  void numbersLieUnderTheBinAreLuhnValidAndDiffer() {
    List<CardData> cards = draw.draw(product(), NOVEMBER, 500);
    assertThat(cards).allMatch(card -> card.pan().digits().startsWith("62270012"));
    assertThat(cards).allMatch(card -> Pan.isWellFormed(card.pan().digits()));
    assertThat(cards).allMatch(card -> card.pan().digits().length() == 16);
    assertThat(cards.stream().map(CardData::pan).collect(Collectors.toSet())).hasSize(500);
  }

  @Test
  void expiryFollowsTheProductsValidity() {
    CardData card = draw.draw(product().lasting(14, 30), NOVEMBER, 1).get(0);
    assertThat(card.expiry()).isEqualTo("2801");
  }

  @Test
  void track2IsNumberExpiryServiceCodeAndFillsThe37Characters() {
    CardData card = draw.draw(product(), NOVEMBER, 1).get(0);
    assertThat(card.track2())
        .hasSize(37)
        .startsWith(card.pan().digits() + "=" + card.expiry() + "121")
        .matches("[0-9]{16}=[0-9]{20}");
  }

  @Test
  void onlyAProductWithPinDrawsOne() {
    assertThat(draw.draw(product(), NOVEMBER, 1).get(0).pin()).isEmpty();
    CardData withPin = draw.draw(product().withPin(6, 3), NOVEMBER, 1).get(0);
    assertThat(withPin.pin()).hasValueSatisfying(pin -> assertThat(pin).hasSize(6));
    assertThat(withPin.track2()).contains("=" + withPin.expiry() + "120");
  }

  @Test
  void aWipedCardForgetsItsPin() {
    CardData card = draw.draw(product().withPin(4, 3), NOVEMBER, 1).get(0);
    card.wipe();
    assertThat(card.pin()).hasValueSatisfying(pin -> assertThat(pin).containsOnly('0'));
  }

  @Test
  void aCardPrintsMasked() {
    CardData card = draw.draw(product().withPin(6, 3), NOVEMBER, 1).get(0);
    assertThat(card.toString())
        .contains(card.pan().masked())
        .doesNotContain(card.pan().digits())
        .doesNotContain(new String(card.pin().orElseThrow()));
  }

  @Test
  void moreCardsThanTheBinHoldsAreRefused() {
    CardProduct narrow = new CardProduct(1, "N", "Narrow", Currency.CNY, "6227001234");
    assertThat(draw.draw(narrow, NOVEMBER, 1_000)).hasSize(1_000);
    assertThatThrownBy(() -> draw.draw(narrow, NOVEMBER, 10_001)).hasMessageContaining("OP-1604");
  }

  private static CardProduct product() {
    return new CardProduct(1, "TEST", "Test card", Currency.CNY, "62270012");
  }
}

package org.openprepaid.merchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class MerchantTest {
  private static final String ID = "104110054110001";

  private final Merchant merchant = new Merchant(1, ID, "Corner shop", "5411", 2);
  private final ApiKey key = ApiKey.draw(new SecureRandom());

  @Test
  void itsKeyProvesTheMerchant() {
    merchant.give(key);

    assertThat(merchant.isProvedBy(key.clear())).isTrue();
  }

  @Test
  void anotherKeyDoesNot() {
    merchant.give(key);

    assertThat(merchant.isProvedBy(ApiKey.draw(new SecureRandom()).clear())).isFalse();
    assertThat(merchant.isProvedBy("")).isFalse();
  }

  @Test
  void aMerchantWithoutAKeyIsProvedByNone() {
    assertThat(merchant.isProvedBy(key.clear())).isFalse();
  }

  @Test
  void aNewKeyTakesThePlaceOfTheOld() {
    merchant.give(key);
    ApiKey next = ApiKey.draw(new SecureRandom());
    merchant.give(next);

    assertThat(merchant.isProvedBy(key.clear())).isFalse();
    assertThat(merchant.isProvedBy(next.clear())).isTrue();
  }

  @Test
  void anInactiveMerchantIsRefusedEvenWithItsKey() {
    merchant.give(key);
    merchant.activate(false);

    assertThat(merchant.isProvedBy(key.clear())).isFalse();
  }

  @Test
  void theKeyIsNotPrintedAndItsHashDoesNotShowIt() {
    assertThat(key.toString()).doesNotContain(key.clear());
    assertThat(key.hash()).doesNotContain(key.clear()).hasSizeLessThanOrEqualTo(255);
    assertThat(new MerchantRegistry.Enrolment(merchant, key.clear()).toString())
        .doesNotContain(key.clear());
  }

  @Test
  void malformedMerchantsAreRefused() {
    assertThatThrownBy(() -> new Merchant(1, "1041100541100", "Shop", "5411", 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("OP-1206");
    assertThatThrownBy(() -> new Merchant(1, "10411005411000 ", "Shop", "5411", 2))
        .hasMessageStartingWith("OP-1206");
    assertThatThrownBy(() -> new Merchant(1, ID, " ", "5411", 2)).hasMessageStartingWith("OP-1206");
    assertThatThrownBy(() -> new Merchant(1, ID, "Shop", "54", 2))
        .hasMessageStartingWith("OP-1206");
  }
}

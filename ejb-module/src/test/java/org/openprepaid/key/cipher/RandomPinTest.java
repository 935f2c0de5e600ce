package org.openprepaid.key.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.openprepaid.key.cipher.Sample.text;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openprepaid.key.PinQuality;

/** PINs that an issuer assigns. */
class RandomPinTest {

  @Property(tries = 500)
  void aDrawnPinHasTheLengthAndIsNotTrivial(@ForAll @IntRange(min = 4, max = 12) int length) {
    byte[] pin = RandomPin.draw(length);
    assertThat(text(pin)).hasSize(length).containsOnlyDigits();
    assertThat(PinQuality.isTrivial(pin)).isFalse();
  }

  /** There are 10,000 PINs of four digits, 30 of them trivial. */
  @Test
  void allPinsThatAreNotTrivialAreDrawn() {
    Set<String> drawn = new HashSet<>();
    for (int i = 0; i < 200_000; i++) {
      drawn.add(text(RandomPin.draw(4)));
    }
    assertThat(drawn).hasSize(10_000 - 30);
  }

  /**
   * A mere remainder of a byte would draw the numbers below 56 twice as often as those up to 200:
   * 44% of them, where 28% are due, with a standard deviation of 0.1% in so many.
   */
  @Test
  void smallNumbersAreNotFavoured() {
    byte[] numbers = new byte[1_000];
    int small = 0;
    for (int i = 0; i < 200; i++) {
      RandomDigits.fill(numbers, 200);
      for (byte number : numbers) {
        assertThat(number & 0xFF).isLessThan(200);
        small += (number & 0xFF) < 56 ? 1 : 0;
      }
    }
    assertThat(small / 200_000.0).isBetween(0.27, 0.29);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 3, 13})
  void otherLengthsAreRefused(int length) {
    assertThatIllegalArgumentException().isThrownBy(() -> RandomPin.draw(length));
  }
}

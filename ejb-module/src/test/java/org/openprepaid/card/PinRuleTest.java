package org.openprepaid.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openprepaid.key.PinQuality;

/** A PIN is random, but never one that a thief tries first. */
class PinRuleTest {

  @Property
  void aDrawnPinHasTheProductsLengthAndIsNotTrivial(
      @ForAll @IntRange(min = 4, max = 12) int length, @ForAll long seed) {
    char[] pin = new PinRule(length).draw(new java.util.Random(seed));
    assertThat(new String(pin)).hasSize(length).containsOnlyDigits();
    assertThat(PinQuality.isTrivial(pin)).isFalse();
  }

  @Test
  void aTrivialDrawIsDrawnAgain() {
    Deque<Integer> digits = new ArrayDeque<>(List.of(1, 2, 3, 4, 8, 8, 8, 8, 2, 7, 1, 8));
    RandomGenerator scripted =
        new RandomGenerator() {
          @Override
          public long nextLong() {
            throw new AssertionError("digits are drawn as bounded integers");
          }

          @Override
          public int nextInt(int bound) {
            return digits.remove();
          }
        };
    assertThat(new PinRule(4).draw(scripted)).containsExactly('2', '7', '1', '8');
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 13})
  void otherLengthsAreRefused(int length) {
    assertThatThrownBy(() -> new PinRule(length)).hasMessageContaining("OP-1602");
  }
}

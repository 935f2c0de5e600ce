package org.openprepaid.key;

import java.util.function.IntUnaryOperator;

/**
 * Which PINs a thief tries first, so that no product assigns them and no cardholder may choose them
 * (ISO 9564-1, 7.3): all digits equal, or every digit the one before plus 1, or minus 1. A run goes
 * on from 9 to 0 and back, as it does on the keys of a PIN pad: 890123 is as easily guessed as
 * 123456.
 *
 * <p>Repeated pairs, dates and the like are none of these: every rule more leaves a guesser fewer
 * PINs to try.
 */
public final class PinQuality {
  private PinQuality() {}

  /**
   * @param pin characters 0 to 9
   */
  public static boolean isTrivial(char[] pin) {
    return isTrivial(pin.length, i -> pin[i]);
  }

  /**
   * @param pin digit values 0 to 9
   */
  public static boolean isTrivial(byte[] pin) {
    return isTrivial(pin.length, i -> pin[i]);
  }

  private static boolean isTrivial(int length, IntUnaryOperator digit) {
    if (length < 2) {
      return true;
    }
    int step = step(digit, 1);
    boolean run = step <= 1 || step == 9;
    for (int i = 2; i < length; i++) {
      run &= step(digit, i) == step;
    }
    return run;
  }

  /** From the digit before, 0 to 9; a step back by one is 9. */
  private static int step(IntUnaryOperator digit, int index) {
    return Math.floorMod(digit.applyAsInt(index) - digit.applyAsInt(index - 1), 10);
  }
}

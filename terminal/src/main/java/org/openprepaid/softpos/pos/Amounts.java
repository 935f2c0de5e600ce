package org.openprepaid.softpos.pos;

import java.math.BigDecimal;

/** Amounts as people write them, with two decimals, and as the wire has them, in fen. */
public final class Amounts {
  private static final long MAX = 999_999_999_999L;

  private Amounts() {}

  /** {@code 3000} as {@code 30.00}. */
  public static String show(long fen) {
    return BigDecimal.valueOf(fen, 2).toPlainString();
  }

  /**
   * {@code 30.00} or {@code 30} as {@code 3000}.
   *
   * @throws TerminalException {@code OP-1962} when it is no amount from 0.01 to 9,999,999,999.99
   */
  public static long parse(String text) {
    if (!text.matches("[0-9]{1,10}(\\.[0-9]{1,2})?")) {
      throw new TerminalException("OP-1962", "not an amount: " + text);
    }
    long fen = new BigDecimal(text).movePointRight(2).longValueExact();
    if (fen > MAX) {
      throw new TerminalException("OP-1962", "more than field 4 can hold: " + text);
    }
    return fen;
  }
}

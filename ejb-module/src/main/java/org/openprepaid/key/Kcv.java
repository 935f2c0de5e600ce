package org.openprepaid.key;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;

/**
 * A key check value: what two parties compare to know that they hold the same key, without showing
 * it.
 *
 * @param hex 6 or 8 upper-case hexadecimal digits (3 or 4 bytes)
 */
public record Kcv(String hex) {
  public Kcv {
    Objects.requireNonNull(hex, "hex");
    hex = hex.toUpperCase(Locale.ROOT);
    if (!hex.matches("[0-9A-F]{6}([0-9A-F]{2})?")) {
      throw new IllegalArgumentException("a KCV has 6 or 8 hexadecimal digits");
    }
  }

  /** From 3 or 4 bytes. */
  public static Kcv of(byte[] bytes) {
    return new Kcv(HexFormat.of().withUpperCase().formatHex(bytes));
  }

  /** Its 3 or 4 bytes. */
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}

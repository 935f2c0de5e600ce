package org.openprepaid.key.master;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.openprepaid.key.Kcv;

/** What every master key does alike around its CMAC. */
final class CheckValue {
  private static final int ZEROS = 16;
  private static final int BYTES = 4;

  private CheckValue() {}

  /** The check value of the key that this CMAC is made with. */
  static Kcv of(UnaryOperator<byte[]> cmac) {
    return Kcv.of(Arrays.copyOf(cmac.apply(new byte[ZEROS]), BYTES));
  }

  static void requireShort(byte[] data) {
    if (data.length > MasterKey.MAX_DATA_BYTES) {
      throw new IllegalArgumentException("too long for a CMAC: " + data.length + " bytes");
    }
  }
}

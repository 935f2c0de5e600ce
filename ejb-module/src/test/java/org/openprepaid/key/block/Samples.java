package org.openprepaid.key.block;

import java.util.Arrays;
import java.util.HexFormat;

/** What the tests of key blocks share. */
final class Samples {
  private Samples() {}

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }

  /** The protection key of a block's version whose length fits. */
  static ClearProtectionKey key(char version, String clearHex) {
    byte[] clear = hex(clearHex);
    ProtectionAlgorithm algorithm =
        Arrays.stream(ProtectionAlgorithm.values())
            .filter(a -> a.version().code() == version && a.keyBytes() == clear.length)
            .findFirst()
            .orElseThrow();
    return new ClearProtectionKey(algorithm, clear);
  }

  /** Gives these bytes one after the other. */
  static RandomFill scripted(String bytesHex) {
    byte[] bytes = hex(bytesHex);
    int[] given = {0};
    return (target, offset, length) -> {
      System.arraycopy(bytes, given[0], target, offset, length);
      given[0] += length;
    };
  }
}

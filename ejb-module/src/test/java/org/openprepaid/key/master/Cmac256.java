package org.openprepaid.key.master;

import java.util.HexFormat;
import java.util.Map;

/** NIST SP 800-38B, appendix D.3: AES-256, examples 9 to 12. */
final class Cmac256 {
  private static final String MESSAGE =
      "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
          + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";

  private static final Map<Integer, String> CMACS =
      Map.of(
          0, "028962f61b7bf89efc6b551f4667d983",
          16, "28a7023f452e8f82bd4bf28d8c37c35c",
          40, "aaf3d8f1de5640c232f5b169b9c911e6",
          64, "e1992190549f6ed5696a2c056c315410");

  private Cmac256() {}

  static byte[] key() {
    return hex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
  }

  static int[] lengths() {
    return CMACS.keySet().stream().mapToInt(Integer::intValue).toArray();
  }

  static byte[] message(int length) {
    return hex(MESSAGE.substring(0, 2 * length));
  }

  static byte[] cmac(int length) {
    return hex(CMACS.get(length));
  }

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}

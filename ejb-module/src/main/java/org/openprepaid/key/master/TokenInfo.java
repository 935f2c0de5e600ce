package org.openprepaid.key.master;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a token says of itself ({@code CK_TOKEN_INFO}, OASIS PKCS#11 base specification 2.40,
 * section 3.2).
 *
 * @param label without the blanks that fill it up
 */
record TokenInfo(String label, long flags) {
  static final int BYTES = 208;

  static final long USER_PIN_FINAL_TRY = 0x20000;
  static final long USER_PIN_LOCKED = 0x40000;

  /** After label, maker, model and serial number. */
  static final int FLAGS_OFFSET = 96;

  static TokenInfo of(byte[] info) {
    String label =
        new String(info, 0, TokenSettings.TOKEN_LABEL_BYTES, StandardCharsets.UTF_8)
            .stripTrailing();
    long flags = ByteBuffer.wrap(info).order(ByteOrder.nativeOrder()).getLong(FLAGS_OFFSET);
    return new TokenInfo(label, flags);
  }

  /** Why the PIN must not be tried: a wrong one in the settings would lock the token for good. */
  Optional<String> reasonNotToLogIn() {
    if ((flags & USER_PIN_LOCKED) != 0) {
      return Optional.of("the PIN is locked");
    }
    if ((flags & USER_PIN_FINAL_TRY) != 0) {
      return Optional.of("one try is left, log in with the token's own tool first");
    }
    return Optional.empty();
  }
}

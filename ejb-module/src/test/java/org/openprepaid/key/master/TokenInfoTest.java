package org.openprepaid.key.master;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a token says of itself decides whether its PIN may be tried. */
class TokenInfoTest {
  /** Of OASIS PKCS#11 base specification 2.40, table 6: initialised, PIN set, a try was wrong. */
  private static final long USUAL = 0x400 | 0x8 | 0x4 | 0x10000;

  @Test
  void theLabelIsReadWithoutTheBlanksThatFillIt() {
    assertThat(info("Größe 3", USUAL).label()).isEqualTo("Größe 3");
    assertThat(info("x".repeat(32), USUAL).label()).hasSize(32);
  }

  @Test
  void aPinIsNotTriedWhereAWrongOneWouldLockTheToken() {
    assertThat(info("lmk", USUAL).reasonNotToLogIn()).isEmpty();
    assertThat(info("lmk", USUAL | 0x20000).reasonNotToLogIn())
        .get()
        .asString()
        .contains("one try");
    assertThat(info("lmk", USUAL | 0x40000).reasonNotToLogIn()).get().asString().contains("locked");
  }

  private static TokenInfo info(String label, long flags) {
    byte[] bytes = new byte[TokenInfo.BYTES];
    Arrays.fill(bytes, 0, 96, (byte) ' ');
    byte[] text = label.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(text, 0, bytes, 0, text.length);
    ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putLong(96, flags);
    return TokenInfo.of(bytes);
  }
}

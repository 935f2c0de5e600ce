package org.openprepaid.softpos.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cryptograms here were made with OpenSSL, not with this code. */
class KeysTest {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final String TMK = "0123456789ABCDEFFEDCBA9876543210";
  private static final String MAK = "8899AABBCCDDEEFF";

  private static final String SINGLE =
      "3EB3B72576BBBE83" + "6FB23EAD" + "C0489F69BEC54FA2" + "D3DB0718";
  private static final String DOUBLE =
      "3EB3B72576BBBE83FD7AF640961CDB8B"
          + "A13F4AAB"
          + "C0489F69BEC54FA2"
          + "0000000000000000"
          + "D3DB0718";

  @Test
  void checkValuesAreTheKnownOnes() {
    assertThat(HEX.formatHex(Keys.kcv(HEX.parseHex("0123456789ABCDEF")))).isEqualTo("D5D44FF7");
    assertThat(HEX.formatHex(Keys.kcv(HEX.parseHex(TMK)))).isEqualTo("08D7B4FB");
  }

  @Test
  void theFormOf24BytesBringsASingleLengthPinKey() {
    Keys keys = Keys.open(TMK, SINGLE);
    assertThat(keys.doubleLength()).isFalse();
    assertThat(HEX.formatHex(keys.mak())).isEqualTo(MAK);
    assertThat(keys.securityControl()).isEqualTo("2000000000000000");
  }

  @Test
  void theFormOf40BytesBringsADoubleLengthPinKeyAndASingleLengthMacKey() {
    Keys keys = Keys.open(TMK, DOUBLE);
    assertThat(keys.doubleLength()).isTrue();
    assertThat(HEX.formatHex(keys.mak())).isEqualTo(MAK);
    assertThat(keys.pinBlock("739105", "6225883141592653589")).isEqualTo("DF0C01986F299B6B");
    assertThat(keys.securityControl()).isEqualTo("2600000000000000");
  }

  @Test
  void theFormOf60BytesIsTheFormOf40WithATrackKeyBehind() {
    Keys keys = Keys.open(TMK, DOUBLE + "00".repeat(20));
    assertThat(HEX.formatHex(keys.mak())).isEqualTo(MAK);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 8, 11, 12, 19, 20, 23})
  void aKeyOrCheckValueThatWasTouchedIsRefused(int place) {
    byte[] sent = HEX.parseHex(SINGLE);
    sent[place] ^= 0x10;
    assertThatThrownBy(() -> Keys.open(TMK, HEX.formatHex(sent)))
        .isInstanceOf(KeyException.class)
        .hasMessageStartingWith("OP-1953");
  }

  @Test
  void anotherLengthIsRefused() {
    assertThatThrownBy(() -> Keys.open(TMK, SINGLE + "00")).isInstanceOf(KeyException.class);
  }

  @Test
  void anotherMasterKeyIsFoundOut() {
    assertThatThrownBy(() -> Keys.open("F".repeat(32), SINGLE))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("another master key");
  }

  @Test
  void thePinBlockIsThatOfTheStandardsFormatZero() {
    // the worked example that is commonly given for ISO 9564-1 format 0
    assertThat(HEX.formatHex(PinBlock.clear("1234", "43219876543210987")))
        .isEqualTo("0412AC89ABCDEF67");
  }

  @ParameterizedTest
  @ValueSource(strings = {"123", "1234567890123", "12a4", ""})
  void whatIsNoPinIsRefusedWithoutBeingRepeated(String pin) {
    assertThatThrownBy(() -> PinBlock.clear(pin, "43219876543210987"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("OP-1952 a PIN has 4 to 12 digits");
  }

  @Test
  void keysDoNotPrint() {
    assertThat(Keys.open(TMK, DOUBLE).toString()).isEqualTo("double-length keys");
  }
}

package org.openprepaid.iso8583;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a log may show of a message. */
class MaskedElementTest {
  private static final String PAN = "6228480000000000018";

  @ParameterizedTest
  @CsvSource({
    "2, 6228480000000000018, 622848*********0018",
    "2, 12345, *****",
    "4, 000000003000, 000000003000",
    "42, 898110000000001, 898110000000001",
    "60, 22000001003, 22000001003",
    "60, 2200000100060, 22000001<13>",
    "61, 0000010000171122, 0000010000171122",
    "61, 6228480000000000018, 62284800<19>",
    "61, 0006228480000000000018, 00062284<22>",
    "63, CUP, CUP",
    "63, CUP6228480000000000018=4912, CUP62284<27>",
    "44, 6228 4800 0000 0000 018, 6228 480<23>"
  })
  void textIsShownButForCardNumbers(int field, String text, String shown) {
    assertThat(MaskedElement.of(field, text)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 34, 35, 36, 45, 46, 47, 48, 52, 55, 56, 57, 58, 59, 62})
  void whatMayBeSecretIsToldByItsLength(int field) {
    assertThat(MaskedElement.of(field, PAN)).isEqualTo("<19>");
    assertThat(MaskedElement.of(field, new byte[8])).isEqualTo("<8>");
  }

  @Test
  void whatIsPrivateToANetworkIsToldByItsLength() {
    for (int field = 102; field <= 127; field++) {
      assertThat(MaskedElement.of(field, PAN)).isEqualTo("<19>");
    }
  }

  @Test
  void bytesAreShownInHexadecimal() {
    assertThat(MaskedElement.of(64, new byte[] {(byte) 0xAB, 1})).isEqualTo("AB01");
  }
}

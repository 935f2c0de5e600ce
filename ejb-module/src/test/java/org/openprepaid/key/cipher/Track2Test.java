package org.openprepaid.key.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.openprepaid.key.cipher.Sample.hex;
import static org.openprepaid.key.cipher.Sample.pin;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Track 2 in Visa's layout. */
class Track2Test {
  private static final String TRACK = "4123456789012345=8701101185235610000";

  @Test
  void theValuesStandBehindTheServiceCodeAndZerosFillTheRest() {
    Track2 track = new Track2("4123456789012345", "8701", "101", 1, "8523", "561");
    assertThat(track.text()).isEqualTo("4123456789012345=87011011852356100000").hasSize(37);
    Track2 longest = new Track2("4123456789012345678", "8701", "101", 1, "8523", "561");
    assertThat(longest.text()).isEqualTo("4123456789012345678=870110118523561" + "00").hasSize(37);
  }

  @Test
  void aTrackIsReadBack() {
    Track2 track = Track2.parsed(TRACK);
    assertThat(track)
        .isEqualTo(new Track2("4123456789012345", "8701", "101", 1, "8523", "561", "0000"));
    assertThat(track.text()).isEqualTo(TRACK);
    assertThat(Track2.parsed("4123456789012345=870110118523561").filler()).isEmpty();
  }

  @Test
  void aChipWritesTheSeparatorAsDAndFillsTheLastByte() {
    Track2 track = Track2.parsed("4123456789012345D87011011852356100000F");
    assertThat(track.text()).isEqualTo("4123456789012345=87011011852356100000");
    assertThat(Track2.parsed(TRACK.replace('=', 'D'))).isEqualTo(Track2.parsed(TRACK));
  }

  @Property(tries = 300)
  void whatIsComposedIsReadBack(
      @ForAll @NumericChars @StringLength(min = 12, max = 19) String pan,
      @ForAll @NumericChars @StringLength(4) String expiry,
      @ForAll @NumericChars @StringLength(3) String serviceCode,
      @ForAll @IntRange(min = 0, max = 9) int pvki,
      @ForAll @NumericChars @StringLength(4) String pvv,
      @ForAll @NumericChars @StringLength(3) String cvv,
      @ForAll @NumericChars @StringLength(max = 2) String filler) {
    Track2 track = new Track2(pan, expiry, serviceCode, pvki, pvv, cvv, filler);
    assertThat(Track2.parsed(track.text())).isEqualTo(track);
    assertThat(Track2.parsed(track.text().replace('=', 'D') + 'F')).isEqualTo(track);
    assertThat(new Track2(pan, expiry, serviceCode, pvki, pvv, cvv).text()).hasSize(37);
  }

  /** The same card in the examples of the CVV (Visa's test data) and of the PVV (psec). */
  @Test
  void theValuesOfATrackAreVerified() {
    byte[] key = hex("0123456789ABCDEFFEDCBA9876543210");
    CardVerificationValue cvv = new CardVerificationValue(key);
    Track2 track = Track2.parsed(TRACK);
    assertThat(cvv.matches(track.pan(), track.expiry(), track.serviceCode(), track.cvv())).isTrue();
    VisaPvv pvv = new VisaPvv(key);
    assertThat(pvv.matches("1122334455667788", track.pvki(), pin("4524"), track.pvv())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "4123456789012345",
        "=",
        "F",
        "41234567890=870110118523561",
        "41234567890123456789=870110118523561",
        "4123456789012345=87011011852356",
        "4123456789012345=870110118523561000000",
        "4123456789012345==10118523561000000",
        "4123456789012345=8701=18523561000000",
        "4123456789012345=8701101185235D10000",
        "412345678901D345=870110118523561000",
        ";4123456789012345=8701101185235610000",
        "4123456789012345=8701101185235610000?",
        "4123456789012345=87011011852356100FF",
        "4123456789012345=870110118523５610000",
        "4123456789012345 870110118523561",
      })
  void anotherLayoutIsNotRead(String track) {
    assertThat(Track2.parsed(track)).isNull();
  }

  @Test
  void boundsAreKept() {
    assertRefused("41234567890", "8701", "101", 1, "8523", "561", "");
    assertRefused("4123456789012345", "871", "101", 1, "8523", "561", "");
    assertRefused("4123456789012345", "8701", "11", 1, "8523", "561", "");
    assertRefused("4123456789012345", "8701", "101", 10, "8523", "561", "");
    assertRefused("4123456789012345", "8701", "101", 1, "85230", "561", "");
    assertRefused("4123456789012345", "8701", "101", 1, "8523", "56", "");
    assertRefused("4123456789012345", "8701", "101", 1, "8523", "561", "000000");
    assertRefused("4123456789012345", "8701", "101", 1, "8523", "561", "A");
  }

  private static void assertRefused(
      String pan, String expiry, String code, int pvki, String pvv, String cvv, String filler) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Track2(pan, expiry, code, pvki, pvv, cvv, filler));
  }

  @Test
  void nothingOfItIsPrinted() {
    assertThat(Track2.parsed(TRACK)).hasToString("Track2");
  }
}

package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openprepaid.key.cipher.Track2;

/** Card verification values, and what goes on the stripe. */
class CardTest {
  private static final String CVK = "0123456789ABCDEFFEDCBA9876543210";
  private static final String PAN = "4123456789012345";

  private static final Institution INSTITUTION = new Institution();
  private static final SoftSecurityModule MODULE = INSTITUTION.module;

  static {
    INSTITUTION.setFirst(KeyType.CVK, KeyAlgorithm.TDES_2KEY, CVK);
    INSTITUTION.setFirst(KeyType.PVV, KeyAlgorithm.TDES_2KEY, CVK);
  }

  /** Visa's test data, as the People's Bank of China prints it with the CVV algorithm. */
  @ParameterizedTest
  @CsvSource({
    "4123456789012, 8701, 101, 370",
    "4123456789012345, 8701, 101, 561",
    "4999988887777000, 9105, 111, 245",
    "4666655554444111, 9206, 120, 664",
    "4333322221111222, 9307, 141, 382",
  })
  void published(String pan, String expiry, String serviceCode, String cvn) {
    assertThat(MODULE.cvn(Institution.OWN, pan, expiry, serviceCode)).isEqualTo(cvn);
    assertThat(MODULE.verifyCvn(Institution.OWN, pan, expiry, serviceCode, cvn)).isTrue();
  }

  @Property(tries = 200)
  void theRightValueIsVerifiedAndAChangedOneIsNot(
      @ForAll @NumericChars @StringLength(min = 12, max = 19) String pan,
      @ForAll @NumericChars @StringLength(4) String expiry,
      @ForAll @NumericChars @StringLength(3) String serviceCode,
      @ForAll @IntRange(min = 0, max = 2) int place,
      @ForAll @IntRange(min = 1, max = 9) int change) {
    String cvn = MODULE.cvn(Institution.OWN, pan, expiry, serviceCode);
    assertThat(MODULE.verifyCvn(Institution.OWN, pan, expiry, serviceCode, cvn)).isTrue();
    char[] changed = cvn.toCharArray();
    changed[place] = (char) ('0' + (changed[place] - '0' + change) % 10);
    assertThat(MODULE.verifyCvn(Institution.OWN, pan, expiry, serviceCode, new String(changed)))
        .isFalse();
  }

  @Test
  void stripePrintAndChipHaveValuesOfTheirOwn() {
    String printed = MODULE.cvn(Institution.OWN, PAN, "8701", CardFunctions.PRINTED);
    String chip = MODULE.cvn(Institution.OWN, PAN, "8701", CardFunctions.CHIP);
    assertThat(new String[] {"561", printed, chip}).doesNotHaveDuplicates();
    assertThat(MODULE.verifyCvn(Institution.OWN, PAN, "8701", "101", printed)).isFalse();
    assertThat(MODULE.verifyCvn(Institution.OWN, PAN, "8701", CardFunctions.CHIP, chip)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "56", "5610", "56１", "?61"})
  void aValueThatIsNoneIsWrong(String cvn) {
    assertThat(MODULE.verifyCvn(Institution.OWN, PAN, "8701", "101", cvn)).isFalse();
  }

  /** The stripe does not tell the version of its key. */
  @Test
  void stripesWrittenUnderAnyVersionAreRight() {
    Institution institution = new Institution();
    institution.setFirst(KeyType.CVK, KeyAlgorithm.TDES_2KEY, CVK);
    List<String> written = new ArrayList<>();
    written.add(institution.module.cvn(Institution.OWN, PAN, "8701", "101"));
    for (int version = 2; version <= 4; version++) {
      institution.rotate(KeyType.CVK, version);
      institution.module.refresh();
      written.add(institution.module.cvn(Institution.OWN, PAN, "8701", "101"));
    }
    for (String cvn : written) {
      assertThat(institution.module.verifyCvn(Institution.OWN, PAN, "8701", "101", cvn)).isTrue();
    }
    assertThat(written.get(0)).isEqualTo("561");
    int right = 0;
    for (int i = 0; i < 1_000; i++) {
      String cvn = "%03d".formatted(i);
      right += institution.module.verifyCvn(Institution.OWN, PAN, "8701", "101", cvn) ? 1 : 0;
    }
    assertThat(right).isEqualTo((int) written.stream().distinct().count());
  }

  @Test
  void aDestroyedKeysStripesAreWrong() {
    Institution institution = new Institution();
    institution.setFirst(KeyType.CVK, KeyAlgorithm.TDES_2KEY, CVK);
    institution.rotate(KeyType.CVK, 2);
    institution.module.refresh();
    String second = institution.module.cvn(Institution.OWN, PAN, "8701", "101");
    institution.store.move(Institution.name(KeyType.CVK, 1), KeyState.DESTROYED);
    institution.module.refresh();
    assertThat(institution.module.verifyCvn(Institution.OWN, PAN, "8701", "101", "561"))
        .isEqualTo(second.equals("561"));
  }

  /** psec tests/test_pin.py has the PVV, Visa's test data the CVV algorithm. */
  @Test
  void track2HasThePvvOfAPinThatHasOne() {
    String pan = "1122334455667788";
    PinCard card = new PinCard(Institution.OWN, 1, pan);
    byte[] reference = MODULE.pinReference(PinMethod.VISA_PVV, card, "4524".toCharArray());
    String cvn = MODULE.cvn(Institution.OWN, pan, "8701", "101");
    String track = MODULE.track2(Institution.OWN, pan, "8701", "101", reference);
    assertThat(track).isEqualTo("1122334455667788=8701101" + "1" + "8523" + cvn + "00000");
    assertThat(track).hasSize(37);
    Track2 read = Track2.parsed(track);
    assertThat(MODULE.verifyCvn(Institution.OWN, read.pan(), read.expiry(), "101", read.cvv()))
        .isTrue();
  }

  @Test
  void track2WithoutPvv() {
    String expected = "4123456789012345=8701101" + "0" + "0000" + "561" + "00000";
    assertThat(MODULE.track2(Institution.OWN, PAN, "8701", "101", null)).isEqualTo(expected);
    PinCard card = new PinCard(Institution.OWN, 1, PAN);
    for (PinMethod method :
        List.of(PinMethod.KEYED_HASH, PinMethod.IBM_OFFSET, PinMethod.ENCRYPTED)) {
      byte[] reference = MODULE.pinReference(method, card, "2718".toCharArray());
      assertThat(MODULE.track2(Institution.OWN, PAN, "8701", "101", reference)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"123456789012", "4123456789012345678"})
  void track2HasThirtySevenCharacters(String pan) {
    assertThat(MODULE.track2(Institution.OWN, pan, "8701", "101", null))
        .hasSize(37)
        .startsWith(pan + "=8701101");
  }

  @Test
  void aReferenceThatIsNoneIsRefused() {
    assertThatThrownBy(
            () -> MODULE.track2(Institution.OWN, PAN, "8701", "101", new byte[] {9, 1, 1}))
        .isInstanceOf(SealBrokenException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "41234567890, 8701, 101",
    "41234567890123456789, 8701, 101",
    "4123456789012345, 871, 101",
    "4123456789012345, 8701, 1O1",
  })
  void boundsAreKeptAndTheNumberIsNotRepeated(String pan, String expiry, String serviceCode) {
    assertThatThrownBy(() -> MODULE.cvn(Institution.OWN, pan, expiry, serviceCode))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(pan);
  }
}

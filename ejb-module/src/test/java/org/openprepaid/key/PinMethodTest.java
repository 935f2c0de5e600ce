package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openprepaid.key.Institution.hex;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openprepaid.key.cipher.Ibm3624;
import org.openprepaid.key.cipher.Ibm3624Rule;
import org.openprepaid.key.cipher.VisaPvv;

/** What is stored of PINs by each method, and which PIN fits it. */
class PinMethodTest {
  private static final String PIK = "0123456789ABCDEFFEDCBA9876543210";
  private static final String PVK = "0123456789ABCDEFFEDCBA9876543210";
  private static final String PAN = "6221558812340000";
  private static final String OTHER_PAN = "6221558812350009";
  private static final PinCard CARD = new PinCard(Institution.OWN, 4711, PAN);

  /** Its PVV key is known, so that a chance hit of one in ten thousand is none today either. */
  private static final Institution FIXED = fixed();

  private static Institution fixed() {
    Institution institution = new Institution();
    institution.setFirst(KeyType.PVV, KeyAlgorithm.TDES_2KEY, PVK);
    institution.setFirst(KeyType.PIN_OFFSET, KeyAlgorithm.TDES_2KEY, PVK);
    return institution;
  }

  private static byte[] reference(
      SoftSecurityModule module, PinMethod method, PinCard card, String pin) {
    return module.pinReference(method, card, pin.toCharArray());
  }

  private static PinCheck check(
      SoftSecurityModule module, PinCard card, String pin, byte[] reference) {
    byte[] block =
        PinPad.block(PinFormat.ISO_0, KeyAlgorithm.TDES_2KEY, hex(PIK), pin, card.panDigits());
    KeySpec spec = Institution.spec(KeyType.PIK, KeyAlgorithm.TDES_2KEY);
    KeyRef pik = module.combine(spec, List.of(hex(PIK)));
    return module.verifyPin(pik, PinFormat.ISO_0, block, card, reference);
  }

  /** Method 1 to 4, version of the key, value. */
  @ParameterizedTest
  @CsvSource({"KEYED_HASH, 1, 18", "IBM_OFFSET, 2, 8", "VISA_PVV, 3, 6", "ENCRYPTED, 4, 43"})
  void aReferenceNamesMethodAndVersion(PinMethod method, byte code, int length) {
    byte[] reference = reference(FIXED.module, method, CARD, "271828");
    assertThat(reference).hasSize(length).startsWith(code, (byte) 1);
    assertThat(length).isLessThanOrEqualTo(SecurityModule.MAX_REFERENCE_BYTES);
    assertThat(reference(FIXED.module, method, CARD, "271828271828"))
        .hasSizeLessThanOrEqualTo(SecurityModule.MAX_REFERENCE_BYTES)
        .startsWith(code, (byte) 1);
  }

  /** psec tests/test_pin.py (the values of the key index 1). */
  @ParameterizedTest
  @CsvSource({
    "1122334455667788, 4524, 8523",
    "1122334455667718, 0570, 3144",
    "1122334455667708, 8299, 4422",
  })
  void aPublishedPvv(String pan, String pin, String pvv) {
    PinCard card = new PinCard(Institution.OWN, 1, pan);
    byte[] reference = reference(FIXED.module, PinMethod.VISA_PVV, card, pin);
    assertThat(new String(reference, 2, 4, StandardCharsets.US_ASCII)).isEqualTo(pvv);
    assertThat(check(FIXED.module, card, pin, reference)).isEqualTo(PinCheck.CORRECT);
  }

  @Property(tries = 300)
  void exactlyTheRightPinIsCorrect(
      @ForAll PinMethod method,
      @ForAll @NumericChars @StringLength(min = 4, max = 12) String pin,
      @ForAll @NumericChars @StringLength(min = 13, max = 19) String pan,
      @ForAll @IntRange(min = 0, max = 11) int place,
      @ForAll @IntRange(min = 1, max = 9) int change) {
    PinCard card = new PinCard(Institution.OWN, 4711, pan);
    byte[] reference = reference(FIXED.module, method, card, pin);
    assertThat(check(FIXED.module, card, pin, reference)).isEqualTo(PinCheck.CORRECT);
    char[] changed = pin.toCharArray();
    int at = place % changed.length;
    changed[at] = (char) ('0' + (changed[at] - '0' + change) % 10);
    String other = new String(changed);
    boolean same = method == PinMethod.VISA_PVV && pvv(pan, other).equals(pvv(pan, pin));
    assertThat(check(FIXED.module, card, other, reference))
        .isEqualTo(same ? PinCheck.CORRECT : PinCheck.WRONG);
  }

  private static String pvv(String pan, String pin) {
    return new VisaPvv(hex(PVK)).of(pan, 1, digits(pin));
  }

  private static byte[] digits(String pin) {
    byte[] digits = new byte[pin.length()];
    for (int i = 0; i < digits.length; i++) {
      digits[i] = (byte) (pin.charAt(i) - '0');
    }
    return digits;
  }

  /** The first four digits are all that a PVV covers: for products with PINs of four. */
  @ParameterizedTest
  @EnumSource
  void aLongerPinThatBeginsAsTheRightOneIsWrongButForThePvv(PinMethod method) {
    byte[] reference = reference(FIXED.module, method, CARD, "2718");
    PinCheck expected = method == PinMethod.VISA_PVV ? PinCheck.CORRECT : PinCheck.WRONG;
    assertThat(check(FIXED.module, CARD, "27182", reference)).isEqualTo(expected);
    assertThat(check(FIXED.module, CARD, "271828", reference)).isEqualTo(expected);
    assertThat(check(FIXED.module, CARD, "2719", reference)).isEqualTo(PinCheck.WRONG);
    byte[] longer = reference(FIXED.module, method, CARD, "271828");
    assertThat(check(FIXED.module, CARD, "2718", longer)).isEqualTo(expected);
    assertThat(check(FIXED.module, CARD, "1828", longer)).isEqualTo(PinCheck.WRONG);
  }

  /** The cipher would leave the digits left of the offset unverified: the length is fixed here. */
  @Test
  void anOffsetIsOfAPinOfItsLength() {
    byte[] reference = reference(FIXED.module, PinMethod.IBM_OFFSET, CARD, "2718");
    String offset = new String(reference, 2, 4, StandardCharsets.US_ASCII);
    Ibm3624 method = new Ibm3624(hex(PVK), Ibm3624Rule.USUAL);
    for (int i = 0; i < 10_000; i++) {
      String pin = "9" + "%04d".formatted(i);
      if (method.matches(PAN, digits(pin), offset)) {
        assertThat(check(FIXED.module, CARD, pin, reference)).isEqualTo(PinCheck.WRONG);
        return;
      }
    }
    throw new AssertionError("one of them fits");
  }

  @ParameterizedTest
  @EnumSource
  void aPinThatWasSetUnderAnOlderKeyStaysGood(PinMethod method) {
    Institution institution = new Institution();
    byte[] before = reference(institution.module, method, CARD, "271828271828");
    institution.rotate(method.keyType(), 2);
    SoftSecurityModule next = institution.restarted();
    byte[] after = reference(next, method, CARD, "271828271828");
    assertThat(after).startsWith(before[0], (byte) 2);
    for (byte[] reference : new byte[][] {before, after}) {
      assertThat(check(next, CARD, "271828271828", reference)).isEqualTo(PinCheck.CORRECT);
    }
    if (method != PinMethod.VISA_PVV) {
      assertThat(check(next, CARD, "271828271829", before)).isEqualTo(PinCheck.WRONG);
      assertThat(tail(after)).isNotEqualTo(tail(before));
    }
  }

  private static byte[] tail(byte[] reference) {
    return Arrays.copyOfRange(reference, 2, reference.length);
  }

  /** With the keyed hash and the encrypted PIN by the card's id, with the others by its number. */
  @ParameterizedTest
  @EnumSource
  void theReferenceOfAnotherCardDoesNotFit(PinMethod method) {
    PinCard other = new PinCard(Institution.OWN, 4712, OTHER_PAN);
    byte[] reference = reference(FIXED.module, method, CARD, "271828");
    if (method == PinMethod.ENCRYPTED) {
      assertBroken(() -> check(FIXED.module, other, "271828", reference));
    } else {
      assertThat(check(FIXED.module, other, "271828", reference)).isEqualTo(PinCheck.WRONG);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anotherInstitutionsReferenceDoesNotFit(PinMethod method) {
    byte[] reference = reference(new Institution().module, method, CARD, "271828271828");
    // chance would let one in ten thousand PVVs through
    if (method == PinMethod.ENCRYPTED) {
      assertBroken(() -> check(FIXED.module, CARD, "271828271828", reference));
    } else if (method != PinMethod.VISA_PVV) {
      assertThat(check(FIXED.module, CARD, "271828271828", reference)).isEqualTo(PinCheck.WRONG);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyChangedBitOfAReferenceIsRefusedOrFitsNot(PinMethod method) {
    byte[] reference = reference(FIXED.module, method, CARD, "271828");
    for (int bit = 0; bit < reference.length * 8; bit++) {
      byte[] changed = reference.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        assertThat(check(FIXED.module, CARD, "271828", changed)).isEqualTo(PinCheck.WRONG);
      } catch (SealBrokenException e) {
        assertThat(e).hasMessageStartingWith("OP-1513 ");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "01", "0101", "0001AAAAAAAA", "0501AAAAAAAA", "FF01AAAAAAAA"})
  void aReferenceThatIsNoneIsRefused(String reference) {
    assertBroken(() -> check(FIXED.module, CARD, "271828", hex(reference)));
    assertBroken(() -> FIXED.module.reseal(CARD, hex(reference)));
  }

  @ParameterizedTest
  @EnumSource
  void aVersionThatThereIsNotIsRefused(PinMethod method) {
    byte[] reference = reference(FIXED.module, method, CARD, "271828");
    for (int version : new int[] {0, 2, 99, 100, 255}) {
      reference[1] = (byte) version;
      assertBroken(() -> check(FIXED.module, CARD, "271828", reference));
    }
  }

  @Test
  void anEncryptedReferenceDoesNotTellTheLengthAndNeverRepeats() {
    Set<String> seen = new HashSet<>();
    for (String pin : new String[] {"2718", "271828", "271828182845", "2718"}) {
      byte[] reference = reference(FIXED.module, PinMethod.ENCRYPTED, CARD, pin);
      assertThat(reference).hasSize(43);
      assertThat(seen.add(hex(reference))).isTrue();
    }
  }

  /** Every issuer has keys of its own. */
  @Test
  void anotherIssuersCardIsVerifiedWithItsKeys() {
    Institution institution = new Institution();
    KeyName name = new KeyName(KeyOwner.issuer("OTHER"), KeyType.PIN_OFFSET, 1);
    institution.store.insert(
        institution.managed(name, KeyAlgorithm.TDES_2KEY, KeyState.ACTIVE, hex(PVK)));
    SoftSecurityModule module = institution.restarted();
    PinCard others = new PinCard("OTHER", 4711, PAN);
    byte[] own = reference(module, PinMethod.IBM_OFFSET, CARD, "271828271828");
    byte[] other = reference(module, PinMethod.IBM_OFFSET, others, "271828271828");
    assertThat(other).isNotEqualTo(own);
    assertThat(other)
        .isEqualTo(reference(FIXED.module, PinMethod.IBM_OFFSET, CARD, "271828271828"));
    assertThat(check(module, others, "271828271828", own)).isEqualTo(PinCheck.WRONG);
    assertThat(check(module, others, "271828271828", other)).isEqualTo(PinCheck.CORRECT);
  }

  @ParameterizedTest
  @EnumSource(names = {"AES_256", "SM4"})
  void anEncryptedReferenceIsSealedAnewUnderTheActiveKey(KeyAlgorithm algorithm) {
    Institution institution = new Institution();
    byte[] before = reference(institution.module, PinMethod.ENCRYPTED, CARD, "271828");
    assertThat(institution.module.reseal(CARD, before)).isSameAs(before);
    institution.rotate(KeyType.PIN_STORAGE, 2, algorithm);
    SoftSecurityModule next = institution.restarted();
    byte[] after = next.reseal(CARD, before);
    assertThat(after).startsWith((byte) 4, (byte) 2).hasSize(before.length);
    institution.store.move(Institution.name(KeyType.PIN_STORAGE, 1), KeyState.DESTROYED);
    next.refresh();
    assertThat(check(next, CARD, "271828", after)).isEqualTo(PinCheck.CORRECT);
    assertThat(check(next, CARD, "271829", after)).isEqualTo(PinCheck.WRONG);
    assertBroken(() -> check(next, CARD, "271828", before));
  }

  @Test
  void anotherCardsReferenceIsNotSealedAnew() {
    Institution institution = new Institution();
    byte[] before = reference(institution.module, PinMethod.ENCRYPTED, CARD, "271828");
    institution.rotate(KeyType.PIN_STORAGE, 2);
    SoftSecurityModule next = institution.restarted();
    assertBroken(() -> next.reseal(new PinCard(Institution.OWN, 4712, PAN), before));
    before[20] ^= 1;
    assertBroken(() -> next.reseal(CARD, before));
  }

  @ParameterizedTest
  @EnumSource(names = "ENCRYPTED", mode = EnumSource.Mode.EXCLUDE)
  void otherReferencesAreLeftAsTheyAre(PinMethod method) {
    Institution institution = new Institution();
    byte[] before = reference(institution.module, method, CARD, "271828");
    institution.rotate(method.keyType(), 2);
    assertThat(institution.restarted().reseal(CARD, before)).isSameAs(before);
  }

  /** IBM's validation data are the twelve digits before the check digit. */
  @Test
  void anOffsetWantsACardNumberOfThirteenDigits() {
    PinCard shortest = new PinCard(Institution.OWN, 1, "123456789012");
    assertThatThrownBy(() -> reference(FIXED.module, PinMethod.IBM_OFFSET, shortest, "271828"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("123456789012");
    assertThat(reference(FIXED.module, PinMethod.VISA_PVV, shortest, "271828")).hasSize(6);
  }

  private static void assertBroken(Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOf(SealBrokenException.class)
        .hasMessageNotContaining("271828")
        .hasMessageNotContaining(PAN);
  }
}

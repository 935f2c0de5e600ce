package org.openprepaid.key.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.openprepaid.key.cipher.PinBlockFormat.ISO_0;
import static org.openprepaid.key.cipher.PinBlockFormat.ISO_1;
import static org.openprepaid.key.cipher.PinBlockFormat.ISO_3;
import static org.openprepaid.key.cipher.PinBlockFormat.ISO_4;
import static org.openprepaid.key.cipher.Sample.aes;
import static org.openprepaid.key.cipher.Sample.hex;
import static org.openprepaid.key.cipher.Sample.pin;
import static org.openprepaid.key.cipher.Sample.plain;
import static org.openprepaid.key.cipher.Sample.text;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PINs that travel, in the blocks of ISO 9564-1. */
class PinBlockFormatTest {
  private static final String PAN = "43219876543210987";

  @ParameterizedTest(name = "{0} {4}")
  @CsvSource({
    "ISO_0, 1234, 43219876543210987, 0412AC89ABCDEF67, Wikipedia on ISO 9564; EFTlab BP-Tools",
    "ISO_0, 1234, 5555555551234567, 041261AAAAEDCBA9, psec tests/test_pinblock.py",
    "ISO_0, 123456789, 5555555551234567, 091261032D8DCBA9, psec tests/test_pinblock.py",
    "ISO_0, 1234567890, 5555555551234567, 0A1261032D82CBA9, psec tests/test_pinblock.py",
    "ISO_0, 123456789012, 5555555551234567, 0C1261032D8226A9, psec tests/test_pinblock.py",
    "ISO_0, 1234, 5544332211009966, 041277CDDEEFF669, psec psec/pinblock.py",
    "ISO_0, 1234, 4012345678909, 041274EDCBA9876F, ANSI X9.24-1:2009 A.4",
    "ISO_1, 123456, 43219876543210987, 161234566ABCFDE1, IBM 4758 CCA 2.54 figure E-4",
    "ISO_3, 1234, 43219876543210987, 3412ACC9B98CDF43, EFTlab BP-Tools",
    "ISO_3, 1234, 5555555551234567, 341261AAAAEDCBA9, psec tests/test_pinblock.py",
    "ISO_3, 123456789, 5555555551234567, 391261032D8DCBA9, psec tests/test_pinblock.py",
    "ISO_3, 1234567890, 5555555551234567, 3A1261032D82CBA9, psec tests/test_pinblock.py",
    "ISO_3, 123456789012, 5555555551234567, 3C1261032D8226A9, psec tests/test_pinblock.py",
  })
  void aPublishedClearBlock(
      PinBlockFormat format, String pin, String pan, String block, String source) {
    assertThat(text(format.opened(plain(8), hex(block), pan))).isEqualTo(pin);
    // head and PIN are the same whatever the filler is
    String made = hex(format.encrypted(plain(8), pin(pin), pan));
    assertThat(made).startsWith(block.substring(0, 2 + pin.length()));
    if (format == ISO_0) {
      assertThat(made).isEqualTo(block);
    }
  }

  @ParameterizedTest(name = "{4}")
  @CsvSource({
    "AF8CB133A78F8DC2D1359F18527593FB, A912150391AB65A67E52883D81CE2D15, 4111111111111111, 1234,"
        + " ANSI X9.24-3:2017 test vectors transaction 1",
    "D30BDC73EC9714B000BEC66BDB7B6D09, 52A00503BD34BA1383F6A7EE9FE2547F, 4111111111111111, 1234,"
        + " ANSI X9.24-3:2017 test vectors transaction 2",
    "C1D0F8FB4958670DBA40AB1F3752EF0D, CC17F65586BFD0953010226C4FC5B3CA, 432198765432109870, 1234,"
        + " ep2 Security Specification 8.0.0 section 8.4 in psec tests/test_pinblock.py",
    "00112233445566778899AABBCCDDEEFF, 28B41FDDD29B743E93124BD8E32D921E, 1234567890123456789, 1234,"
        + " psec tests/test_pinblock.py",
  })
  void aPublishedFormat4Block(String key, String block, String pan, String pin, String source) {
    assertThat(text(ISO_4.opened(aes(false, hex(key)), hex(block), pan))).isEqualTo(pin);
  }

  /** ANSI X9.24-3:2017 test vectors: PIN field and PAN field of transaction 1, and what follows. */
  @Test
  void format4MasksBetweenTwoEncryptions() {
    byte[] key = hex("AF8CB133A78F8DC2D1359F18527593FB");
    byte[] block = aes(true, key).blocks(hex("441234AAAAAAAAAA2F69ADDE2E9E7ACE"));
    assertThat(hex(block)).isEqualTo("DE84127CF6DCA7DFE47BDE89057CB820");
    byte[] made = ISO_4.encrypted(aes(true, key), pin("1234"), "4111111111111111");
    byte[] between = aes(false, key).blocks(made);
    byte[] panField = hex("44111111111111111000000000000000");
    for (int i = 0; i < between.length; i++) {
      between[i] ^= panField[i];
    }
    assertThat(hex(aes(false, key).blocks(between))).startsWith("441234AAAAAAAAAA");
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource({
    "E60B15B90ABDF14CEE337C97440F0D6E, 7D5AF4C33667A2098626027FB7A9A1B7, control nibble 3,"
        + " 4266229809609384667",
    "C7BBEBA16C5AD97D5866450718C03750, 2F9C910447F17293EC95DEDE1E3CA201, digit that is none,"
        + " 8220499325458689523",
    "820F6C7C12355BDFF1AB6CE12E8EED89, CCF310A8300B46C925A86B1098089301, filler B,"
        + " 939589847393485609",
    "4FE3F0311936FBCE44F17159F1659CF09B2BF8913BB514A1, 51334B00A6CBA3EC7B1C6F871F060AFC,"
        + " three digits, 2129100799029059903",
  })
  void aPublishedMalformedFormat4Block(String key, String block, String why, String pan) {
    // all from psec tests/test_pinblock.py
    assertThat(ISO_4.opened(aes(false, hex(key)), hex(block), pan)).isNull();
  }

  @ParameterizedTest(name = "{0} {2}")
  @CsvSource({
    "ISO_1, 04123456789ABCDE, control nibble 0",
    "ISO_1, 13123456789ABCDE, three digits",
    "ISO_1, 1D1234567890123F, thirteen digits",
    "ISO_1, 14123A56789ABCDE, a digit that is none",
    "ISO_3, 041234ABCDEFABCD, control nibble 0",
    "ISO_3, 33123AABCDEFABCD, three digits",
    "ISO_3, 3D1234567890123F, thirteen digits",
    "ISO_3, 34123AABCDEFABCD, a digit that is none",
    "ISO_3, 3412349BCDEFABCD, first filler a digit",
    "ISO_3, 341234ABCDEFABC0, last filler a digit",
  })
  void aBlockOfAnotherShapeIsMalformed(PinBlockFormat format, String field, String why) {
    // the card number's part is all zeros
    assertThat(format.opened(plain(8), hex(field), "0000000000000000")).isNull();
  }

  @Property(tries = 400)
  void whatIsPutInComesOut(
      @ForAll PinBlockFormat format,
      @ForAll @Size(16) byte[] key,
      @ForAll @NumericChars @StringLength(min = 4, max = 12) String pin,
      @ForAll @NumericChars @StringLength(min = 12, max = 19) String pan) {
    byte[] block = format.encrypted(key(format, true, key), pin(pin), pan);
    assertThat(block).hasSize(format.blockBytes());
    assertThat(text(format.opened(key(format, false, key), block, pan))).isEqualTo(pin);
  }

  @Property(tries = 400)
  void anotherKeyDoesNotOpenIt(
      @ForAll PinBlockFormat format,
      @ForAll @Size(16) byte[] key,
      @ForAll @IntRange(min = 0, max = 15) int place,
      @ForAll @NumericChars @StringLength(min = 4, max = 12) String pin) {
    byte[] block = format.encrypted(key(format, true, key), pin(pin), PAN);
    // not the lowest bit, which is DES parity
    key[place] ^= 0x10;
    assertThat(text(format.opened(key(format, false, key), block, PAN))).isNotEqualTo(pin);
  }

  @Property(tries = 400)
  void anotherCardNumberDoesNotOpenFormat4(
      @ForAll @Size(16) byte[] key,
      @ForAll @NumericChars @StringLength(min = 4, max = 12) String pin,
      @ForAll @NumericChars @StringLength(16) String pan,
      @ForAll @IntRange(min = 0, max = 15) int place) {
    assertOtherCardOpensToAnotherPinOrNone(ISO_4, key, pin, pan, place);
  }

  /** Which takes the twelve digits before the check digit. */
  @Property(tries = 400)
  void anotherCardNumberDoesNotOpenFormat0(
      @ForAll @Size(16) byte[] key,
      @ForAll @NumericChars @StringLength(min = 4, max = 12) String pin,
      @ForAll @NumericChars @StringLength(16) String pan,
      @ForAll @IntRange(min = 3, max = 14) int place) {
    assertOtherCardOpensToAnotherPinOrNone(ISO_0, key, pin, pan, place);
  }

  /** Of the twelve digits two lie on every PIN, the others on the filler of a short one. */
  @Property(tries = 400)
  void anotherCardNumberDoesNotOpenFormat3(
      @ForAll @Size(16) byte[] key,
      @ForAll @NumericChars @StringLength(min = 4, max = 12) String pin,
      @ForAll @NumericChars @StringLength(16) String pan,
      @ForAll @IntRange(min = 3, max = 4) int place) {
    assertOtherCardOpensToAnotherPinOrNone(ISO_3, key, pin, pan, place);
  }

  private static void assertOtherCardOpensToAnotherPinOrNone(
      PinBlockFormat format, byte[] key, String pin, String pan, int place) {
    char[] changed = pan.toCharArray();
    changed[place] = (char) ('0' + (changed[place] - '0' + 1) % 10);
    byte[] block = format.encrypted(key(format, true, key), pin(pin), pan);
    byte[] opened = format.opened(key(format, false, key), block, new String(changed));
    assertThat(text(opened)).isNotEqualTo(pin);
  }

  @Property(tries = 20)
  void anyChangedBitOpensToAnotherPinOrNone(
      @ForAll PinBlockFormat format,
      @ForAll @Size(16) byte[] key,
      @ForAll @NumericChars @StringLength(min = 4, max = 12) String pin) {
    byte[] block = format.encrypted(key(format, true, key), pin(pin), PAN);
    for (int bit = 0; bit < block.length * 8; bit++) {
      byte[] changed = block.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(text(format.opened(key(format, false, key), changed, PAN))).isNotEqualTo(pin);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ISO_1", "ISO_3", "ISO_4"})
  void equalPinsMakeUnequalBlocks(PinBlockFormat format) {
    Set<String> blocks = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      blocks.add(hex(format.encrypted(plain(format.blockBytes()), pin("1234"), PAN)));
    }
    assertThat(blocks).hasSize(20);
  }

  @Test
  void format3IsFilledWithAllOfAToFAndNothingElse() {
    Set<Character> fillers = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      String block = hex(ISO_3.encrypted(plain(8), pin("1234"), "0000000000000000"));
      block.substring(6).chars().forEach(filler -> fillers.add((char) filler));
    }
    assertThat(fillers).containsExactlyInAnyOrder('A', 'B', 'C', 'D', 'E', 'F');
  }

  @Test
  void format1NeedsNoCardNumber() {
    byte[] block = ISO_1.encrypted(plain(8), pin("1234"), null);
    assertThat(text(ISO_1.opened(plain(8), block, null))).isEqualTo("1234");
  }

  @ParameterizedTest
  @EnumSource
  void neitherThePinNorTheBlockIsChanged(PinBlockFormat format) {
    byte[] key = hex("0123456789ABCDEFFEDCBA9876543210");
    byte[] pin = pin("123456");
    byte[] block = format.encrypted(key(format, true, key), pin, PAN);
    assertThat(pin).isEqualTo(pin("123456"));
    byte[] before = block.clone();
    assertThat(format.opened(key(format, false, key), block, PAN)).isEqualTo(pin);
    assertThat(block).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void aBlockOfAnotherLengthIsMalformed(PinBlockFormat format) {
    for (int length : new int[] {0, 7, 9, 15, 17, 24 - format.blockBytes()}) {
      assertThat(format.opened(plain(format.blockBytes()), new byte[length], PAN)).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aKeyOfAnotherCipherIsRefused(PinBlockFormat format) {
    BlockKey other = plain(24 - format.blockBytes());
    byte[] block = new byte[format.blockBytes()];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> format.encrypted(other, pin("1234"), PAN));
    assertThatIllegalArgumentException().isThrownBy(() -> format.opened(other, block, PAN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12345678901", "12345678901234567890", "4321987654321098X"})
  void aCardNumberThatIsNoneIsRefusedAndNotRepeated(String pan) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ISO_0.encrypted(plain(8), pin("1234"), pan))
        .withMessage("a card number has 12 to 19 digits");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ISO_4.opened(plain(16), new byte[16], pan))
        .withMessage("a card number has 12 to 19 digits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "123", "1234567890123", "12:4", "12/4"})
  void aPinThatIsNoneIsNotSent(String pin) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ISO_0.encrypted(plain(8), pin(pin), PAN))
        .withMessageStartingWith("a PIN has ");
  }

  private static BlockKey key(PinBlockFormat format, boolean encrypt, byte[] key) {
    if (format == ISO_4) {
      return aes(encrypt, key);
    }
    return encrypt ? DesKey.forEncryption(key) : DesKey.forDecryption(key);
  }
}

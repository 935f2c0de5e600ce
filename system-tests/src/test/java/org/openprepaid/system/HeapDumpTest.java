package org.openprepaid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openprepaid.softpos.iso.Masking;
import org.openprepaid.system.HeapDumpReader.Element;

/**
 * A search that finds nothing must be one that would find something. The secrets are written here
 * with a letter for each hexadecimal digit (A for 0 to P for F), so that this JVM has them only
 * where they are planted until its dump is taken; and none of them stands in another test.
 */
class HeapDumpTest {
  private static final String PAN = "GCCHAABJDHEGFIDH";
  private static final String LONG_PAN = "GCCHABBJDFEGIIDHCAE";
  private static final String PIN = "DJFACH";
  private static final String KEY = "BADCFEHGJILKNMPOPONMLKJIHGFEDCBA";

  private static final String OTHER_PAN = "GCCHAABJDHEGFIAA";
  private static final String OTHER_PIN = "HDAIEC";
  private static final String OTHER_KEY = "CEDFAHBJKLOMNPGIDCBAEFGHLKJIPONM";

  /** Where a secret begins in a longer array. */
  private static final int BEFORE = 24;

  @TempDir private Path directory;
  private final List<Object> planted = new ArrayList<>();
  private final List<Tuple> expected = new ArrayList<>();
  private final HeapSecrets secrets = new HeapSecrets();

  @Test
  void findsACardNumberAsText() {
    planted.add(text(PAN, 1, false, false));
    planted.add(text(PAN, 2, false, false));
    planted.add(text(PAN, 2, true, false));
    planted.add(characters(PAN, BEFORE));
    planted.add("paid with ".concat(new String(characters(PAN, 0))));
    planted.add(values(PAN, BEFORE));
    HeapDump dump = take();

    expectCard(PAN, "digits", Element.BYTE);
    expectCard(PAN, "digits in UTF-16", Element.BYTE);
    expectCard(PAN, "digits in UTF-16", Element.BYTE);
    expectCard(PAN, "digits in UTF-16", Element.CHAR);
    expectCard(PAN, "digits", Element.BYTE);
    expectCard(PAN, "digit values", Element.BYTE);
    secrets.addCardNumber(clear(PAN));
    assertFound(dump);
  }

  @Test
  void findsACardNumberInPackedDigits() {
    for (String pan : List.of(PAN, LONG_PAN)) {
      planted.add(packed(pan, 0));
      planted.add(packed(pan, 1));
    }
    HeapDump dump = take();

    for (String pan : List.of(PAN, LONG_PAN)) {
      expectCard(pan, "BCD", Element.BYTE);
      expectCard(pan, "BCD, shifted", Element.BYTE);
      secrets.addCardNumber(clear(pan));
    }
    assertFound(dump);
  }

  @Test
  void findsSecretsInArraysOfWords() {
    planted.add(ints(packed(PAN, 0), ByteOrder.BIG_ENDIAN));
    planted.add(longs(packed(PAN, 0), ByteOrder.LITTLE_ENDIAN));
    planted.add(ints(packed(KEY, 0), ByteOrder.LITTLE_ENDIAN));
    planted.add(wide(text(PAN, 1, false, false)));
    HeapDump dump = take();

    expectCard(PAN, "BCD", Element.INT);
    expectCard(PAN, "BCD, bytes reversed", Element.LONG);
    expect("a key", "key bytes from 0, bytes reversed", Element.INT);
    expect("a key", "key bytes from 8, bytes reversed", Element.INT);
    expectCard(PAN, "digits, one byte an element", Element.INT);
    secrets.addCardNumber(clear(PAN));
    secrets.addKey("a key", clear(KEY));
    assertFound(dump);
  }

  @Test
  void findsAPinOnlyWhereItStandsAlone() {
    planted.add(characters(PIN, 0));
    planted.add(new String(characters(PIN, 0)));
    planted.add(values(PIN, 0));
    planted.add(wide(values(PIN, 0)));
    planted.add(ByteBuffer.allocate(12).asCharBuffer().put(characters(PIN, 0)));
    planted.add(utf16(PIN, ByteOrder.BIG_ENDIAN));
    planted.add(utf16(PIN, ByteOrder.LITTLE_ENDIAN));
    // as part of another number it means nothing
    planted.add(characters(PIN, 1));
    planted.add(characters(PIN + "B", 0));
    HeapDump dump = take();

    expectPin("digits alone", Element.CHAR);
    expectPin("digits alone", Element.BYTE);
    expectPin("digits alone", Element.BYTE);
    expectPin("digits alone", Element.INT);
    expectPin("digits alone", Element.BYTE);
    expectPin("digits alone", Element.BYTE);
    expectPin("digits alone", Element.BYTE);
    secrets.addPin(clear(PIN), clear(PAN));
    assertFound(dump);
  }

  @Test
  void findsClearPinFieldsAndPinBlocks() {
    String field = "AG" + PIN + "PPPPPPPP";
    String block = xor(field, "AAAA" + PAN.substring(3, 15));
    planted.add(packed(field, 0));
    planted.add(packed(block, 0));
    planted.add(text(field, 1, false, true));
    planted.add(text(block, 1, false, false));
    planted.add(longs(packed(block, 0), ByteOrder.LITTLE_ENDIAN));
    HeapDump dump = take();

    expectPin("PIN field", Element.BYTE);
    expectPin("PIN block", Element.BYTE);
    expectPin("PIN field in hex", Element.BYTE);
    expectPin("PIN block in hex", Element.BYTE);
    expectPin("PIN block, bytes reversed", Element.LONG);
    secrets.addPinBlocks(clear(PIN), clear(PAN));
    assertFound(dump);
  }

  @Test
  void findsAKeyWholeInHalvesAndInHex() {
    planted.add(packed(KEY, 0));
    planted.add(packed(KEY.substring(0, 16), 0));
    planted.add(packed(KEY.substring(16), 0));
    for (boolean upper : new boolean[] {true, false}) {
      planted.add(text(KEY, 1, false, upper));
      planted.add(text(KEY, 2, false, upper));
      planted.add(text(KEY, 2, true, upper));
    }
    HeapDump dump = take();

    for (int i = 0; i < 2; i++) {
      expect("a key", "key bytes from 0", Element.BYTE);
      expect("a key", "key bytes from 8", Element.BYTE);
      expect("a key", "key in hex", Element.BYTE);
      expect("a key", "key in hex in UTF-16", Element.BYTE);
      expect("a key", "key in hex in UTF-16", Element.BYTE);
    }
    secrets.addKey("a key", clear(KEY));
    assertFound(dump);
  }

  @Test
  void findsWhatLiesWhereALongArrayIsCut() {
    int[] places = {
      HeapDumpReader.PIECE - HeapDumpReader.MARGIN - PAN.length() / 2,
      HeapDumpReader.PIECE - PAN.length() / 2,
      2 * HeapDumpReader.PIECE
    };
    byte[] array = new byte[2 * HeapDumpReader.PIECE + 100];
    for (int place : places) {
      for (int i = 0; i < PAN.length(); i++) {
        array[place + i] = (byte) character(PAN.charAt(i), false);
      }
    }
    planted.add(array);
    HeapDump dump = take();

    secrets.addCardNumber(clear(PAN));
    assertThat(dump.find(secrets))
        .extracting(HeapFind::offset, HeapFind::length)
        .containsExactly(
            tuple((long) places[0], array.length),
            tuple((long) places[1], array.length),
            tuple((long) places[2], array.length));
    dump.delete();
  }

  @Test
  void findsNothingThatIsNotThere() {
    planted.add(text(PAN, 1, false, false));
    planted.add(characters(PIN, 0));
    planted.add(packed(KEY, 0));
    HeapDump dump = take();

    secrets.addCardNumber(clear(OTHER_PAN));
    secrets.addPin(clear(OTHER_PIN), clear(OTHER_PAN));
    secrets.addPinBlocks(clear(OTHER_PIN), clear(OTHER_PAN));
    secrets.addKey("another key", clear(OTHER_KEY));
    assertFound(dump);
  }

  @Test
  void tellsWhereASecretIsAndNotWhatItIs() {
    StringBuilder line = new StringBuilder("terminal 10000001 paid with ");
    planted.add(line.append(characters(PAN, 0)).append(" and approval 123456\n"));
    HeapDump dump = take();

    secrets.addCardNumber(clear(PAN));
    List<HeapFind> finds = dump.find(secrets);
    dump.delete();

    assertThat(finds).hasSize(1);
    assertThat(finds.get(0).toString())
        .contains("card number 622700", "digits, in BYTE[", "at byte 28")
        .contains(": terminal ######## paid with <secret> and approval ######.")
        .doesNotContain(clear(PAN));
  }

  @Test
  void aDumpThatIsCutShortIsNotTakenForAWholeOne() throws IOException {
    HeapDump dump = take();
    try (FileChannel file =
        FileChannel.open(directory.resolve("own.hprof"), StandardOpenOption.WRITE)) {
      file.truncate(file.size() / 2);
    }

    assertThatThrownBy(() -> dump.find(secrets))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("the dump is cut short");
    dump.delete();
  }

  // ---- what is expected

  private HeapDump take() {
    return HeapDump.of(ProcessHandle.current(), directory.resolve("own.hprof"));
  }

  private void expect(String secret, String form, Element element) {
    expected.add(tuple(secret, form, element));
  }

  private void expectCard(String pan, String form, Element element) {
    expect("card number " + Masking.pan(clear(pan)), form, element);
  }

  private void expectPin(String form, Element element) {
    expect("PIN of " + Masking.pan(clear(PAN)), form, element);
  }

  private void assertFound(HeapDump dump) {
    List<HeapFind> finds = dump.find(secrets);
    dump.delete();
    assertThat(finds)
        .extracting(HeapFind::secret, HeapFind::form, HeapFind::element)
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(planted).as("kept until now").isNotNull();
  }

  // ---- secrets, in clear only once the dump is taken

  private static String clear(String letters) {
    StringBuilder digits = new StringBuilder();
    letters.chars().forEach(letter -> digits.append(Integer.toHexString(letter - 'A')));
    return digits.toString().toUpperCase(Locale.ROOT);
  }

  // ---- forms

  private static char character(char letter, boolean upper) {
    char digit = Character.forDigit(letter - 'A', 16);
    return upper ? Character.toUpperCase(digit) : digit;
  }

  /** Within a longer array. */
  private static byte[] text(String letters, int width, boolean lowFirst, boolean upper) {
    byte[] text = new byte[letters.length() * width + 2 * BEFORE];
    for (int i = 0; i < letters.length(); i++) {
      int at = BEFORE + i * width + (lowFirst ? 0 : width - 1);
      text[at] = (byte) character(letters.charAt(i), upper);
    }
    return text;
  }

  private static char[] characters(String letters, int before) {
    char[] text = new char[letters.length() + 2 * before];
    for (int i = 0; i < letters.length(); i++) {
      text[before + i] = character(letters.charAt(i), false);
    }
    return text;
  }

  private static byte[] values(String letters, int before) {
    byte[] values = new byte[letters.length() + 2 * before];
    for (int i = 0; i < letters.length(); i++) {
      values[before + i] = (byte) (letters.charAt(i) - 'A');
    }
    return values;
  }

  private static byte[] utf16(String letters, ByteOrder order) {
    ByteBuffer text = ByteBuffer.allocate(2 * letters.length()).order(order);
    text.asCharBuffer().put(characters(letters, 0));
    return text.array();
  }

  /**
   * @param shift 1 if the first digit is in the low half of its byte
   */
  private static byte[] packed(String letters, int shift) {
    byte[] packed = new byte[letters.length() / 2 + 1 + 2 * BEFORE];
    for (int i = 0; i < letters.length(); i++) {
      int nibble = 2 * BEFORE + shift + i;
      int value = letters.charAt(i) - 'A';
      packed[nibble / 2] |= (byte) (nibble % 2 == 0 ? value << 4 : value);
    }
    return packed;
  }

  private static String xor(String letters, String others) {
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < letters.length(); i++) {
      result.append((char) ('A' + ((letters.charAt(i) - 'A') ^ (others.charAt(i) - 'A'))));
    }
    return result.toString();
  }

  private static int[] ints(byte[] bytes, ByteOrder order) {
    int[] ints = new int[bytes.length / Integer.BYTES];
    ByteBuffer.wrap(bytes).order(order).asIntBuffer().get(ints);
    return ints;
  }

  private static long[] longs(byte[] bytes, ByteOrder order) {
    long[] longs = new long[bytes.length / Long.BYTES];
    ByteBuffer.wrap(bytes).order(order).asLongBuffer().get(longs);
    return longs;
  }

  private static int[] wide(byte[] bytes) {
    int[] wide = new int[bytes.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = bytes[i];
    }
    return wide;
  }
}

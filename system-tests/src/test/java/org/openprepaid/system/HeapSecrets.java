package org.openprepaid.system;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openprepaid.softpos.iso.Masking;
import org.openprepaid.softpos.key.PinBlock;
import org.openprepaid.system.HeapDumpReader.Element;
import org.openprepaid.system.HeapDumpReader.Piece;

/**
 * Looks through the arrays of a heap for what must not stand in memory, in each form that it could
 * take. Only forms that nothing else takes by chance are looked for: a PIN's few digits count only
 * where an array holds them and nothing else.
 */
final class HeapSecrets implements HeapDumpReader.Visitor {
  private static final HexFormat HEX = HexFormat.of();

  /** Half a double-length DES key, the least of a key that is looked for. */
  private static final int KEY_PART = 8;

  private static final int MIN_PIN = 4;
  private static final int MAX_PIN = 12;

  private final PatternSearch<Secret> search = new PatternSearch<>();
  private final Map<String, List<String>> pins = new HashMap<>();
  private final List<HeapFind> finds = new ArrayList<>();

  /** For elements turned round or made narrow. */
  private byte[] turned = new byte[0];

  /**
   * @param name what it is, masked
   * @param form how it is written
   */
  private record Secret(String name, String form) {}

  // ---- what is looked for

  /** A card's number: 13 to 19 digits. */
  void addCardNumber(String pan) {
    String name = "card number " + Masking.pan(pan);
    addText(name, "digits", pan);
    search.add(new Secret(name, "digit values"), values(pan));
    addPacked(name, pan, 0);
    addPacked(name, pan, 1);
  }

  /** A PIN where it stands in an array that holds nothing else. */
  void addPin(String pin, String pan) {
    pins.computeIfAbsent(pin, unused -> new ArrayList<>()).add(pinName(pan));
  }

  /** The clear PIN field, and the clear PIN block of ISO 9564-1 format 0. */
  void addPinBlocks(String pin, String pan) {
    String field = "0" + Integer.toHexString(pin.length()) + pin + "f".repeat(14 - pin.length());
    addBinary(pinName(pan), "PIN field", HEX.parseHex(field));
    addBinary(pinName(pan), "PIN block", PinBlock.clear(pin, pan));
  }

  /**
   * A key, each of whose parts of 8 bytes counts by itself.
   *
   * @param name whose it is
   * @param hex its clear bytes, at least 8
   */
  void addKey(String name, String hex) {
    byte[] key = HEX.parseHex(hex);
    for (int at = 0; at + KEY_PART <= key.length; at += KEY_PART) {
      byte[] part = Arrays.copyOfRange(key, at, at + KEY_PART);
      search.add(new Secret(name, "key bytes from " + at), part);
    }
    addHex(name, "key in hex", key);
  }

  /** Any text of ASCII characters, {@value PatternSearch#MIN_BYTES} at least. */
  void addWords(String name, String words) {
    addText(name, "words", words);
  }

  private static String pinName(String pan) {
    return "PIN of " + Masking.pan(pan);
  }

  private void addBinary(String name, String form, byte[] bytes) {
    search.add(new Secret(name, form), bytes);
    addHex(name, form + " in hex", bytes);
  }

  private void addHex(String name, String form, byte[] bytes) {
    String lower = HEX.formatHex(bytes);
    String upper = lower.toUpperCase(Locale.ROOT);
    addText(name, form, lower);
    if (!upper.equals(lower)) {
      addText(name, form, upper);
    }
  }

  /** In one byte a character, and in two. */
  private void addText(String name, String form, String text) {
    byte[] narrow = text.getBytes(StandardCharsets.US_ASCII);
    search.add(new Secret(name, form), narrow);
    // from the first character to the last, the zeros between them look the same in both orders
    byte[] wide = new byte[2 * narrow.length - 1];
    for (int i = 0; i < narrow.length; i++) {
      wide[2 * i] = narrow[i];
    }
    search.add(new Secret(name, form + " in UTF-16"), wide);
  }

  /**
   * @param skipped 0, or 1 if the first digit is in the byte before with another's
   */
  private void addPacked(String name, String digits, int skipped) {
    int pairs = (digits.length() - skipped) / 2;
    String paired = digits.substring(skipped, skipped + 2 * pairs);
    String rest = digits.substring(skipped + 2 * pairs);
    search.add(
        new Secret(name, skipped == 0 ? "BCD" : "BCD, shifted"),
        HEX.parseHex(paired),
        skipped == 0 ? PatternSearch.ANY : digits.charAt(0) - '0',
        rest.isEmpty() ? PatternSearch.ANY : rest.charAt(0) - '0');
  }

  private static byte[] values(String digits) {
    byte[] values = new byte[digits.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (digits.charAt(i) - '0');
    }
    return values;
  }

  // ---- the search

  /** What was found. */
  List<HeapFind> finds() {
    return finds;
  }

  @Override
  public void visit(Piece piece) {
    scan(piece, piece.bytes(), 1, "");
    boolean wide = piece.element() == Element.INT || piece.element() == Element.LONG;
    if (wide) {
      scan(piece, reversed(piece), 1, ", bytes reversed");
      if (narrow(piece)) {
        scan(piece, turned, piece.element().bytes(), ", one byte an element");
      }
    }
    if (piece.isWhole()) {
      lookForPin(piece);
    }
  }

  /**
   * @param step how many bytes of the piece became one of these
   */
  private void scan(Piece piece, byte[] bytes, int step, String how) {
    int limit = piece.limit() / step;
    search.scan(
        bytes,
        limit,
        piece.from() / step,
        piece.to() / step,
        (secret, at, end) ->
            finds.add(
                new HeapFind(
                    secret.name,
                    secret.form + how,
                    piece,
                    piece.offset() + (long) at * step,
                    HeapFind.context(bytes, limit, at, end))));
  }

  private byte[] reversed(Piece piece) {
    int size = piece.element().bytes();
    makeRoom(piece.limit());
    for (int at = 0; at < piece.limit(); at += size) {
      for (int i = 0; i < size; i++) {
        turned[at + i] = piece.bytes()[at + size - 1 - i];
      }
    }
    return turned;
  }

  /** The last byte of each element; false if there is anything before it. */
  private boolean narrow(Piece piece) {
    int size = piece.element().bytes();
    makeRoom(piece.limit());
    for (int at = 0; at < piece.limit(); at++) {
      boolean last = at % size == size - 1;
      if (last) {
        turned[at / size] = piece.bytes()[at];
      } else if (piece.bytes()[at] != 0) {
        return false;
      }
    }
    return true;
  }

  private void makeRoom(int bytes) {
    if (turned.length < bytes) {
      turned = new byte[Math.max(bytes, 2 * turned.length)];
    }
  }

  private void lookForPin(Piece piece) {
    int size = piece.element().bytes();
    lookForPin(piece, size, false);
    if (piece.element() == Element.BYTE && piece.length() % 2 == 0) {
      lookForPin(piece, 2, false);
      lookForPin(piece, 2, true);
    }
  }

  private void lookForPin(Piece piece, int size, boolean lowFirst) {
    int count = piece.limit() / size;
    if (count < MIN_PIN || count > MAX_PIN) {
      return;
    }
    String digits = digits(piece.bytes(), count, size, lowFirst);
    for (String name : pins.getOrDefault(digits, List.of())) {
      finds.add(new HeapFind(name, "digits alone", piece, 0, ""));
    }
  }

  /** The digits if there is nothing else, as characters or as values; otherwise empty. */
  private static String digits(byte[] bytes, int count, int size, boolean lowFirst) {
    long base = element(bytes, 0, size, lowFirst) < '0' ? 0 : '0';
    StringBuilder digits = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      long value = element(bytes, i * size, size, lowFirst) - base;
      if (value < 0 || value > 9) {
        return "";
      }
      digits.append((char) ('0' + value));
    }
    return digits.toString();
  }

  private static long element(byte[] bytes, int at, int size, boolean lowFirst) {
    long value = 0;
    for (int i = 0; i < size; i++) {
      int next = bytes[lowFirst ? at + size - 1 - i : at + i] & 0xFF;
      value = (value << Byte.SIZE) | next;
    }
    return value;
  }
}

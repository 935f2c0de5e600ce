package org.openprepaid.iso8583;

import java.util.Set;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOStringFieldPackager;
import org.jpos.iso.Interpreter;
import org.jpos.iso.LeftPadder;
import org.jpos.iso.NullPadder;
import org.jpos.iso.NullPrefixer;
import org.jpos.iso.Prefixer;

/**
 * A numeric element in BCD, as POS terminals write it. A packager definition names it with the
 * words of {@code params}:
 *
 * <ul>
 *   <li>{@code fixed}: right-justified, an odd length has a leading zero nibble; {@code fixed
 *       left}: left-justified, an odd length has a trailing zero nibble;
 *   <li>{@code ll}, {@code lll}: after a length of 1 or 2 BCD bytes that counts digits; an odd
 *       length has a trailing zero nibble;
 *   <li>{@code track} besides: the separator {@code D} is allowed ({@code =} is written as {@code
 *       D}).
 * </ul>
 *
 * <p>Reading keeps what came: nibbles A to F appear as letters, so that the application can answer
 * with a format error. Writing refuses them. The padding nibble is not looked at.
 */
public final class BcdElement extends ISOStringFieldPackager {
  private static final Set<String> WORDS = Set.of("fixed", "left", "ll", "lll", "track");

  /**
   * @param params the words above, separated by a space
   * @throws IllegalArgumentException for any other word
   */
  public BcdElement(String params) {
    Set<String> words = Set.of(params.split(" "));
    if (!WORDS.containsAll(words)) {
      throw new IllegalArgumentException("unknown in BCD element: " + params);
    }
    boolean fixed = words.contains("fixed");
    boolean left = !fixed || words.contains("left");
    setPadder(fixed ? LeftPadder.ZERO_PADDER : NullPadder.INSTANCE);
    setInterpreter(new Nibbles(left, words.contains("track")));
    setPrefixer(fixed ? NullPrefixer.INSTANCE : new BcdLength(words.contains("lll") ? 2 : 1));
  }

  /** Two digits a byte. */
  private record Nibbles(boolean left, boolean track) implements Interpreter {
    private static final String SYMBOLS = "0123456789ABCDEF";

    @Override
    public void interpret(String data, byte[] target, int offset) throws ISOException {
      int nibble = (offset << 1) + leading(data.length());
      for (int i = 0; i < data.length(); i++, nibble++) {
        int digit = digit(data.charAt(i));
        target[nibble >> 1] |= (byte) ((nibble & 1) == 0 ? digit << 4 : digit);
      }
    }

    private int digit(char symbol) throws ISOException {
      if (symbol >= '0' && symbol <= '9') {
        return symbol - '0';
      }
      if (track && (symbol == 'D' || symbol == '=')) {
        return 0xD;
      }
      throw new ISOException("not a digit");
    }

    @Override
    public String uninterpret(byte[] source, int offset, int length) {
      char[] digits = new char[length];
      int nibble = (offset << 1) + leading(length);
      for (int i = 0; i < length; i++, nibble++) {
        int both = source[nibble >> 1];
        digits[i] = SYMBOLS.charAt((nibble & 1) == 0 ? both >> 4 & 0xF : both & 0xF);
      }
      return new String(digits);
    }

    private int leading(int length) {
      return left ? 0 : length & 1;
    }

    @Override
    public int getPackedLength(int digits) {
      return (digits + 1) / 2;
    }
  }

  /** A length in BCD; unlike jPOS' own, it takes decimal digits only. */
  private record BcdLength(int size) implements Prefixer {
    @Override
    public void encodeLength(int length, byte[] target) {
      int rest = length;
      for (int i = size - 1; i >= 0; i--, rest /= 100) {
        target[i] = (byte) (rest / 10 % 10 << 4 | rest % 10);
      }
    }

    @Override
    public int decodeLength(byte[] source, int offset) throws ISOException {
      int length = 0;
      for (int i = offset; i < offset + size; i++) {
        int high = source[i] >> 4 & 0xF;
        int low = source[i] & 0xF;
        if (high > 9 || low > 9) {
          throw new ISOException("not a decimal length");
        }
        length = length * 100 + high * 10 + low;
      }
      return length;
    }

    @Override
    public int getPackedLength() {
      return size;
    }
  }
}

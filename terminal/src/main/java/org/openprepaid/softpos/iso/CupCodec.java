package org.openprepaid.softpos.iso;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Packs and unpacks messages of the CUP profile: message type and lengths in BCD, one bitmap of
 * eight bytes, fields 2 to 64 as {@link CupFields} has them. Strict both ways. Stateless.
 */
public final class CupCodec {
  /** Greatest message that the framing can carry, with TPDU and header taken off. */
  public static final int MAX_MESSAGE_BYTES = 0xFFFF - 11;

  private static final HexFormat HEX = HexFormat.of();
  private static final int MAC_BYTES = 8;

  private CupCodec() {}

  /**
   * The bytes of a message.
   *
   * @throws CodecException when a value does not fit its field, or the field is not of the profile
   */
  public static byte[] pack(IsoMessage message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    out.writeBytes(HEX.parseHex(message.mti()));
    byte[] bitmap = new byte[8];
    int[] fields = message.fields();
    for (int field : fields) {
      bitmap[(field - 1) / 8] |= (byte) (0x80 >> ((field - 1) % 8));
    }
    out.writeBytes(bitmap);
    for (int field : fields) {
      FieldSpec spec = CupFields.spec(field);
      if (spec == null) {
        throw new CodecException("field " + field + " is not of the profile");
      }
      packField(out, spec, message.get(field));
    }
    return out.toByteArray();
  }

  /** What the MAC covers: type to field 63, with bit 64 set as it will be sent. */
  public static byte[] packForMac(IsoMessage message) {
    byte[] packed = pack(message.with(64, "00".repeat(MAC_BYTES)));
    return Arrays.copyOf(packed, packed.length - MAC_BYTES);
  }

  /**
   * The message in these bytes.
   *
   * @throws CodecException with the first thing that is wrong
   */
  public static IsoMessage unpack(byte[] bytes) {
    Dissection dissection = dissect(bytes);
    List<String> problems = dissection.allProblems();
    if (!problems.isEmpty()) {
      throw new CodecException(problems.get(0));
    }
    return dissection.message();
  }

  /** All that can be read of these bytes, with what is wrong; never throws for what they hold. */
  public static Dissection dissect(byte[] bytes) {
    return new MessageReader(bytes).read();
  }

  private static void packField(ByteArrayOutputStream out, FieldSpec spec, String value) {
    int units = spec.content() == FieldSpec.Content.BINARY ? value.length() / 2 : value.length();
    checkLength(spec, units);
    int prefix = spec.length().prefixBytes();
    if (prefix > 0) {
      String digits = String.format("%0" + 2 * prefix + "d", units);
      out.writeBytes(HEX.parseHex(digits));
    }
    switch (spec.content()) {
      case DIGITS, TRACK -> out.writeBytes(bcd(spec, value));
      case BINARY -> out.writeBytes(binary(spec, value));
      case TEXT -> out.writeBytes(text(spec, value));
    }
  }

  private static void checkLength(FieldSpec spec, int units) {
    boolean fixed = spec.length() == FieldSpec.Length.FIXED;
    // a short text is filled with spaces; nothing else is
    boolean exact = fixed && spec.content() != FieldSpec.Content.TEXT;
    boolean fits = exact ? units == spec.max() : units > 0 && units <= spec.max();
    if (!fits) {
      throw new CodecException(
          "field "
              + spec.number()
              + " has length "
              + units
              + ", the profile says "
              + spec.notation());
    }
  }

  private static byte[] bcd(FieldSpec spec, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean separator = c == 'D' && spec.content() == FieldSpec.Content.TRACK;
      if ((c < '0' || c > '9') && !separator) {
        throw new CodecException("field " + spec.number() + " has a wrong digit at " + (i + 1));
      }
    }
    if (value.length() % 2 == 0) {
      return HEX.parseHex(value);
    }
    return HEX.parseHex(spec.leftJustified() ? value + "0" : "0" + value);
  }

  private static byte[] binary(FieldSpec spec, String value) {
    try {
      return HEX.parseHex(value);
    } catch (IllegalArgumentException notHex) {
      throw new CodecException("field " + spec.number() + " is not hex");
    }
  }

  private static byte[] text(FieldSpec spec, String value) {
    if (!value.chars().allMatch(c -> c >= 0x20 && c <= 0x7E)) {
      throw new CodecException("field " + spec.number() + " has an unprintable character");
    }
    int fill = spec.length() == FieldSpec.Length.FIXED ? spec.max() - value.length() : 0;
    return (value + " ".repeat(fill)).getBytes(StandardCharsets.US_ASCII);
  }
}

package org.openprepaid.iso8583;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * An element as it may be logged: card numbers masked; tracks, PIN blocks, keys, chip data and what
 * is private to a network told by their length alone, free text by its beginning.
 */
final class MaskedElement {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private static final Pattern REFERENCE = Pattern.compile("0\\d{11,15}");
  private static final int SHORTEST_PAN = 12;

  /** No more than an issuer's identification has. */
  private static final int SHOWN = 8;

  private MaskedElement() {}

  /**
   * @param value text or bytes
   */
  static String of(int field, Object value) {
    if (isHidden(field)) {
      return "<" + length(value) + ">";
    }
    if (value instanceof byte[] bytes) {
      return HEX.formatHex(bytes);
    }
    String text = (String) value;
    return switch (field) {
      case 2 -> pan(text);
      case 44, 60, 61, 63 -> freeText(text);
      default -> text;
    };
  }

  private static boolean isHidden(int field) {
    return switch (field) {
      // 48 of a batch upload lists card numbers; 62 of a sign-in reply carries keys
      case 14, 34, 35, 36, 45, 46, 47, 48, 52, 55, 56, 57, 58, 59, 62 -> true;
      // accounts, and what each network fills as it likes
      default -> field >= 102 && field <= 127;
    };
  }

  private static String pan(String pan) {
    int length = pan.length();
    if (length < SHORTEST_PAN) {
      return "*".repeat(length);
    }
    return pan.substring(0, 6) + "*".repeat(length - 10) + pan.substring(length - 4);
  }

  /**
   * Batch, trace and date of an original begin with 0, a card number does not (ISO/IEC 7812). Of
   * what else is long enough to hold one the beginning is shown: in 60, the message's type and the
   * batch.
   */
  private static String freeText(String text) {
    boolean harmless = text.length() < SHORTEST_PAN || REFERENCE.matcher(text).matches();
    return harmless ? text : text.substring(0, SHOWN) + "<" + text.length() + ">";
  }

  private static int length(Object value) {
    return value instanceof byte[] bytes ? bytes.length : ((String) value).length();
  }
}

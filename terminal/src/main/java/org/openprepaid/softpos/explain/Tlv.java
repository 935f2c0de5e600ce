package org.openprepaid.softpos.explain;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * One data object of field 55.
 *
 * @param tag one or two bytes, as hex
 * @param value hex
 */
record Tlv(String tag, String value) {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          entry("57", "track 2 equivalent"),
          entry("5A", "card number"),
          entry("5F24", "expiry"),
          entry("5F2A", "transaction currency"),
          entry("5F34", "card sequence number"),
          entry("71", "issuer script 1"),
          entry("72", "issuer script 2"),
          entry("82", "application interchange profile"),
          entry("84", "dedicated file name"),
          entry("8A", "authorisation response code"),
          entry("91", "issuer authentication data"),
          entry("95", "terminal verification results"),
          entry("9A", "transaction date"),
          entry("9B", "transaction status information"),
          entry("9C", "transaction type"),
          entry("9F02", "amount"),
          entry("9F03", "other amount"),
          entry("9F09", "application version"),
          entry("9F10", "issuer application data"),
          entry("9F1A", "terminal country"),
          entry("9F1E", "interface device serial number"),
          entry("9F26", "application cryptogram"),
          entry("9F27", "cryptogram information data"),
          entry("9F33", "terminal capabilities"),
          entry("9F34", "cardholder verification results"),
          entry("9F35", "terminal type"),
          entry("9F36", "application transaction counter"),
          entry("9F37", "unpredictable number"),
          entry("9F41", "transaction sequence counter"),
          entry("9F63", "card product identification"),
          entry("9F74", "e-cash authorisation code"),
          entry("DF31", "issuer script result"));

  String name() {
    return NAMES.getOrDefault(tag, "?");
  }

  /** True for a value that identifies the card. */
  boolean isCardData() {
    return tag.equals("57") || tag.equals("5A");
  }

  /** Reads as many data objects as there are, noting where it has to stop. */
  static List<Tlv> read(byte[] bytes, List<String> problems) {
    List<Tlv> objects = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      int tagBytes = (bytes[at] & 0x1F) == 0x1F ? 2 : 1;
      int lengthAt = at + tagBytes;
      if (lengthAt >= bytes.length) {
        problems.add("a data object ends within its tag or length, at byte " + at);
        return objects;
      }
      int first = bytes[lengthAt] & 0xFF;
      boolean isLong = first == 0x81 && lengthAt + 1 < bytes.length;
      int valueAt = lengthAt + (isLong ? 2 : 1);
      int length = isLong ? bytes[lengthAt + 1] & 0xFF : first;
      String tag = HEX.formatHex(bytes, at, lengthAt);
      if (valueAt + length > bytes.length) {
        problems.add(
            "data object "
                + tag
                + " wants "
                + length
                + " byte(s), "
                + (bytes.length - valueAt)
                + " are left");
        return objects;
      }
      objects.add(new Tlv(tag, HEX.formatHex(bytes, valueAt, valueAt + length)));
      at = valueAt + length;
    }
    return objects;
  }

  @Override
  public String toString() {
    return tag + " " + name();
  }
}

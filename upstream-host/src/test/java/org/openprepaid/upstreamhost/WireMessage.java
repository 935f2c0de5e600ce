package org.openprepaid.upstreamhost;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.openprepaid.upstreamhost.key.RetailMac;
import org.openprepaid.upstreamhost.key.Tdes;

/**
 * A message of the dialect written and read by hand, from the dialect's description, so that
 * nothing of jPOS is on this side of the line.
 */
public final class WireMessage {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final Map<Integer, Integer> FIXED =
      Map.ofEntries(
          Map.entry(3, 6),
          Map.entry(4, 12),
          Map.entry(7, 10),
          Map.entry(11, 6),
          Map.entry(12, 6),
          Map.entry(13, 4),
          Map.entry(14, 4),
          Map.entry(15, 4),
          Map.entry(22, 3),
          Map.entry(25, 2),
          Map.entry(26, 2),
          Map.entry(37, 12),
          Map.entry(38, 6),
          Map.entry(39, 2),
          Map.entry(41, 8),
          Map.entry(42, 15),
          Map.entry(49, 3),
          Map.entry(52, 16),
          Map.entry(53, 16),
          Map.entry(64, 16),
          Map.entry(70, 3),
          Map.entry(90, 42),
          Map.entry(128, 16));
  private static final Map<Integer, Integer> LENGTH_DIGITS =
      Map.of(2, 2, 32, 2, 35, 2, 48, 3, 54, 3);

  private final String mti;
  private final TreeMap<Integer, String> elements = new TreeMap<>();
  private String text = "";

  public WireMessage(String mti) {
    this.mti = mti;
  }

  public WireMessage with(int element, String value) {
    elements.put(element, value);
    return this;
  }

  public WireMessage without(int element) {
    elements.remove(element);
    return this;
  }

  /** The same elements under another type. */
  public WireMessage as(String otherMti) {
    WireMessage other = new WireMessage(otherMti);
    other.elements.putAll(elements);
    return other;
  }

  public String mti() {
    return mti;
  }

  public String get(int element) {
    return elements.get(element);
  }

  /** Class, 7 and 11. */
  public String matching() {
    return mti.charAt(1) + "/" + get(7) + "/" + get(11);
  }

  public byte[] bytes() {
    return pack().getBytes(StandardCharsets.ISO_8859_1);
  }

  public byte[] bytes(Tdes zak) {
    int element = elements.lastKey() > 64 ? 128 : 64;
    elements.put(element, "0".repeat(16));
    String packed = pack();
    String covered = packed.substring(0, packed.length() - 16);
    elements.put(element, mac(zak, covered));
    return bytes();
  }

  public boolean hasMacUnder(Tdes zak) {
    int element = elements.lastKey();
    return (element == 64 || element == 128)
        && get(element).equals(mac(zak, text.substring(0, text.length() - 16)));
  }

  private static String mac(Tdes zak, String covered) {
    byte[] bytes = covered.getBytes(StandardCharsets.ISO_8859_1);
    return HEX.formatHex(RetailMac.of(zak, bytes, bytes.length));
  }

  private String pack() {
    boolean second = elements.lastKey() > 64;
    byte[] bitmap = new byte[second ? 16 : 8];
    StringBuilder body = new StringBuilder();
    if (second) {
      bitmap[0] = (byte) 0x80;
    }
    elements.forEach(
        (element, value) -> {
          int bit = element - 1;
          bitmap[bit / 8] = (byte) (bitmap[bit / 8] | 0x80 >> bit % 8);
          Integer digits = LENGTH_DIGITS.get(element);
          if (digits != null) {
            body.append(String.format("%0" + digits + "d", value.length()));
          }
          body.append(value);
        });
    return mti + HEX.formatHex(bitmap) + body;
  }

  public static WireMessage parse(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    WireMessage message = new WireMessage(text.substring(0, 4));
    message.text = text;
    int at = 20;
    String bitmap = text.substring(4, 20);
    if (Character.digit(bitmap.charAt(0), 16) >= 8) {
      bitmap = text.substring(4, 36);
      at = 36;
    }
    for (int element = 2; element <= bitmap.length() * 4; element++) {
      int nibble = Character.digit(bitmap.charAt((element - 1) / 4), 16);
      if ((nibble & (8 >> (element - 1) % 4)) != 0) {
        Integer digits = LENGTH_DIGITS.get(element);
        int length =
            digits == null ? FIXED.get(element) : Integer.parseInt(text.substring(at, at + digits));
        at += digits == null ? 0 : digits;
        message.with(element, text.substring(at, at + length));
        at += length;
      }
    }
    if (at != text.length()) {
      throw new IllegalArgumentException("bytes are left over in " + text);
    }
    return message;
  }
}

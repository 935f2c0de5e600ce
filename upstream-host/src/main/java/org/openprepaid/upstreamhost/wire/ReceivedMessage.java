package org.openprepaid.upstreamhost.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jpos.iso.ISOMsg;
import org.openprepaid.upstreamhost.key.RetailMac;
import org.openprepaid.upstreamhost.key.Tdes;

/** A message as it came: its elements, and the very bytes, which the MAC is over. */
public final class ReceivedMessage extends ISOMsg {
  private static final int MAC_CHARACTERS = 16;
  private static final int SECOND_BITMAP_MAC = 128;
  private static final int FIRST_BITMAP_MAC = 64;

  private transient byte[] bytes = {};
  private boolean malformed;

  void arrived(byte[] frame, boolean unreadable) {
    bytes = frame;
    malformed = unreadable;
  }

  /** Whether it could not be read to its end; what was read before is there. */
  public boolean isMalformed() {
    return malformed;
  }

  /** Four digits, or what stands in their place. */
  public String mti() {
    return new String(bytes, 0, Math.min(4, bytes.length), StandardCharsets.ISO_8859_1);
  }

  /** An element as text, or null. */
  public String text(int element) {
    return hasField(element) ? getString(element) : null;
  }

  /** Whether its last element is a MAC under one of these keys. */
  public boolean hasMacUnder(List<Tdes> keys) {
    int element = getMaxField() > FIRST_BITMAP_MAC ? SECOND_BITMAP_MAC : FIRST_BITMAP_MAC;
    if (!hasField(element) || bytes.length < MAC_CHARACTERS) {
      return false;
    }
    int covered = bytes.length - MAC_CHARACTERS;
    byte[] mac = getBytes(element);
    return keys.stream()
        .anyMatch(key -> MessageDigest.isEqual(mac, RetailMac.of(key, bytes, covered)));
  }

  /** The frame's bytes, as hexadecimal digits. */
  String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}

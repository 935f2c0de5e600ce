package org.openprepaid.iso8583;

import java.util.HexFormat;

/**
 * What of an unreadable frame may go into a log: its length, and TPDU, header, MTI and bitmap when
 * they are where they belong. The rest may hold card number, track or PIN block and is left out. A
 * frame whose MTI is not in its place may be shifted, so that a card number lies where the header
 * should be: then only its length is shown.
 */
final class MaskedFrame {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private MaskedFrame() {}

  static String describe(Profile profile, byte[] frame) {
    int shown = profile.shortestFrame();
    if (frame.length < shown || !plausible(profile, frame)) {
      return frame.length + " bytes, masked";
    }
    StringBuilder text = new StringBuilder(120).append(frame.length).append(" bytes:");
    part(text, " tpdu ", frame, 0, profile.tpduBytes());
    part(text, " header ", frame, profile.tpduBytes(), profile.mtiAt());
    part(text, " mti ", frame, profile.mtiAt(), profile.bitmapAt());
    part(text, " bitmap ", frame, profile.bitmapAt(), shown);
    return text.append(", ").append(frame.length - shown).append(" bytes masked").toString();
  }

  private static void part(StringBuilder text, String name, byte[] frame, int from, int to) {
    if (to > from) {
      text.append(name);
      HEX.formatHex(text, frame, from, to);
    }
  }

  private static boolean plausible(Profile profile, byte[] frame) {
    if (profile.tpduId() != Profile.NO_TPDU && (frame[0] & 0xFF) != profile.tpduId()) {
      return false;
    }
    String mti = HEX.formatHex(frame, profile.mtiAt(), profile.bitmapAt());
    // binary 0200 or its ASCII 30323030: version 1987, a class, a function, an origin
    return mti.matches("0[1-8][0-5][0-5]") || mti.matches("303[1-8]3[0-5]3[0-5]");
  }
}

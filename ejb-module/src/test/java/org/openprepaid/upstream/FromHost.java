package org.openprepaid.upstream;

import java.time.Instant;
import org.openprepaid.card.Pan;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.iso8583.IsoRequest;

/** What a host asks about one of our cards: the messages, each of them right. */
final class FromHost {
  static final Pan CARD = Edge.pan("622700000000001");
  static final String ACQUIRER = "49990000";

  /** 11:30 in Shanghai. */
  static final Instant RECEIVED = Instant.parse("2026-11-22T03:30:00.250Z");

  /** Names a 0100 of 21 November. */
  static final String ORIGINAL = original("0100", "004711", "1121155901");

  private static final byte[] NONE = {};

  private FromHost() {}

  static String original(String mti, String trace, String transmitted) {
    return mti + trace + transmitted + "000" + ACQUIRER + "0".repeat(11);
  }

  static IsoFields purchase() {
    return message("0200", "000000", "00");
  }

  static IsoFields inquiry() {
    return message("0200", "310000", "00").set(4, (String) null);
  }

  static IsoFields following(String mti, String processingCode, String condition) {
    return message(mti, processingCode, condition).set(90, ORIGINAL).set(38, "042137");
  }

  /** The reversal of a purchase. */
  static IsoFields reversal(String mti) {
    return message(mti, "000000", "00")
        .set(7, "1122033100")
        .set(11, "000018")
        .set(39, "98")
        .set(90, original("0200", "000017", "1122033000"));
  }

  static IsoFields message(String mti, String processingCode, String condition) {
    return new IsoFields(mti)
        .set(2, CARD.digits())
        .set(3, processingCode)
        .set(4, "000000003000")
        .set(7, "1122033000")
        .set(11, "000017")
        .set(12, "112958")
        .set(13, "1122")
        .set(22, "012")
        .set(25, condition)
        .set(32, ACQUIRER)
        .set(37, "326317000017")
        .set(41, "TERM0001")
        .set(42, "555550000000001")
        .set(49, "156");
  }

  static IsoFields management(String code) {
    return new IsoFields("0800").set(7, "1122033000").set(11, "000019").set(70, code);
  }

  static IsoRequest signed(IsoFields message) {
    return under(message, ClearCrypto.retailMac(TestZone.ZAK, FakeHost.bytes(message)));
  }

  static IsoRequest unsigned(IsoFields message) {
    return under(message, NONE);
  }

  static IsoRequest under(IsoFields message, byte[] mac) {
    byte[] covered = mac.length == 0 ? NONE : FakeHost.bytes(message);
    return new IsoRequest("iso87-ascii", message, covered, mac, "192.0.2.1:5000", RECEIVED);
  }
}

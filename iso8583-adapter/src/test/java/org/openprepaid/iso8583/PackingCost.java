package org.openprepaid.iso8583;

import java.util.HexFormat;

/**
 * Measures what reading a purchase and writing its reply cost, on one thread. Not a test: run its
 * {@code main} by hand.
 */
final class PackingCost {
  private static final int ROUNDS = 8;
  private static final int MESSAGES = 300_000;

  private PackingCost() {}

  public static void main(String[] arguments) throws Exception {
    Profile cup = ProfileDefinition.shipped("cup");
    byte[] header = HexFormat.of().parseHex("603100310000");
    byte[] tpdu = HexFormat.of().parseHex("6000030000");
    byte[] mac = new byte[8];
    IsoFields purchase =
        new IsoFields("0200")
            .set(2, "6227001234567890123")
            .set(3, "000000")
            .set(4, "000000003000")
            .set(11, "000123")
            .set(22, "051")
            .set(25, "00")
            .set(26, "12")
            .set(35, "6227001234567890123D30121010000000000")
            .set(41, "00000001")
            .set(42, "000000000000001")
            .set(49, "156")
            .set(52, new byte[8])
            .set(53, "2600000000000000")
            .set(55, new byte[120])
            .set(60, "2200000100050");
    byte[] frame = cup.write(tpdu, header, purchase, covered -> mac);
    long bytes = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long before = System.nanoTime();
      for (int i = 0; i < MESSAGES; i++) {
        IsoFields request = cup.read(frame).fields();
        IsoFields reply = new IsoFields("0210");
        for (int field : new int[] {2, 3, 4, 11, 25, 41, 42, 49, 60}) {
          reply.set(field, request.text(field));
        }
        reply.set(12, "101112").set(13, "0115").set(37, "0A1B2C3D4E5F").set(38, "123456");
        reply.set(39, "00").set(54, "0002156C000000100000");
        bytes += cup.write(tpdu, header, reply, covered -> mac).length;
      }
      long each = (System.nanoTime() - before) / MESSAGES;
      System.out.println("read " + frame.length + " bytes and write the reply: " + each + " ns");
    }
    System.out.println(bytes + " bytes written");
  }
}

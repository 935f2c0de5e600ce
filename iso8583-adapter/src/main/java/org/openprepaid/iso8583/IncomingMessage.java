package org.openprepaid.iso8583;

/**
 * What a frame held.
 *
 * @param tpdu 5 bytes as received, or empty where the profile has none
 * @param fields header, MTI and data elements, the MAC field among them
 * @param macInput the bytes that the MAC covers, empty without a MAC
 * @param mac 8 bytes, empty without a MAC
 */
// never compared; copying the arrays would cost more than it protects
@SuppressWarnings("ArrayRecordComponent")
record IncomingMessage(byte[] tpdu, IsoFields fields, byte[] macInput, byte[] mac) {

  /** The TPDU of an answer: destination and source change places. */
  byte[] replyTpdu() {
    return tpdu.length == 0 ? tpdu : new byte[] {tpdu[0], tpdu[3], tpdu[4], tpdu[1], tpdu[2]};
  }
}

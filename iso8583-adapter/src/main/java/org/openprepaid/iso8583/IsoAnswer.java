package org.openprepaid.iso8583;

import java.time.Instant;

/**
 * What a host answered, as it came off the wire. Nothing of it has been checked but that it belongs
 * to the request by the elements that the profile names.
 *
 * @param fields MTI, header and data elements
 * @param macInput exactly the bytes that the MAC covers; empty without a MAC
 * @param mac the MAC's 8 bytes; empty without a MAC
 * @param receivedAt when the frame was complete
 */
// never compared; copying the arrays would cost more than it protects
@SuppressWarnings("ArrayRecordComponent")
public record IsoAnswer(IsoFields fields, byte[] macInput, byte[] mac, Instant receivedAt) {

  public boolean hasMac() {
    return mac.length > 0;
  }

  /** The masked message: safe for logs. */
  @Override
  public String toString() {
    return fields.toString();
  }
}

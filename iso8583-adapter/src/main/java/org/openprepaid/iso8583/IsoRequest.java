package org.openprepaid.iso8583;

import java.time.Instant;

/**
 * One request as it came off the wire.
 *
 * @param profile the name of the profile that read it ({@code cup}, {@code iso87-ascii})
 * @param fields the MTI, the header and the data elements
 * @param macInput exactly the bytes that the MAC covers (MTI, bitmap and fields up to the MAC
 *     field, as received), or an empty array when the message carries no MAC
 * @param mac the MAC field's 8 bytes, or an empty array
 * @param remoteAddress the peer, for logs: {@code address:port}
 * @param receivedAt when the frame was complete
 */
// never compared; copying the arrays would cost more than it protects
@SuppressWarnings("ArrayRecordComponent")
public record IsoRequest(
    String profile,
    IsoFields fields,
    byte[] macInput,
    byte[] mac,
    String remoteAddress,
    Instant receivedAt) {

  public boolean hasMac() {
    return mac.length > 0;
  }

  /** The masked message: safe for logs. */
  @Override
  public String toString() {
    return remoteAddress + " " + fields;
  }
}

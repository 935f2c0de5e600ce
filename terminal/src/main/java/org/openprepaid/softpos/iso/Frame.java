package org.openprepaid.softpos.iso;

/**
 * A frame taken apart.
 *
 * @param tpdu 10 hex digits
 * @param header 12 hex digits
 * @param message the packed ISO 8583 message
 */
@SuppressWarnings("ArrayRecordComponent") // a frame is never compared, only taken apart
public record Frame(String tpdu, String header, byte[] message) {

  /**
   * What the host orders the terminal to do: the sixth digit of a reply's header, 0 for nothing (1
   * download parameters, 2 upload status, 3 sign in again, 4 to 6 further downloads).
   */
  public int order() {
    return Character.digit(header.charAt(5), 16);
  }

  @Override
  public String toString() {
    return tpdu + " " + header + " <" + message.length + ">";
  }
}

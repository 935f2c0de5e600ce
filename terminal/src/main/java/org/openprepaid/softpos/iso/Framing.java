package org.openprepaid.softpos.iso;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.HexFormat;

/**
 * How a message is framed: two bytes of length that do not count themselves, a TPDU of five bytes,
 * a header of six, the message.
 *
 * @param tpdu 10 hex digits, as a terminal sends it: {@code 60}, destination, source
 * @param header 12 hex digits
 */
public record Framing(String tpdu, String header) {
  /** Bytes of TPDU and header. */
  public static final int PREFIX_BYTES = 11;

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int TPDU_BYTES = 5;

  public Framing {
    if (HEX.parseHex(tpdu).length != TPDU_BYTES) {
      throw new CodecException("a TPDU has 5 bytes: " + tpdu);
    }
    if (HEX.parseHex(header).length != PREFIX_BYTES - TPDU_BYTES) {
      throw new CodecException("a header has 6 bytes: " + header);
    }
  }

  /** The whole frame, length and all. */
  public byte[] frame(byte[] message) {
    int length = PREFIX_BYTES + message.length;
    if (length > 0xFFFF) {
      throw new CodecException("a message of " + message.length + " bytes does not fit a frame");
    }
    byte[] frame = new byte[2 + length];
    frame[0] = (byte) (length >> 8);
    frame[1] = (byte) length;
    System.arraycopy(HEX.parseHex(tpdu + header), 0, frame, 2, PREFIX_BYTES);
    System.arraycopy(message, 0, frame, 2 + PREFIX_BYTES, message.length);
    return frame;
  }

  /** The TPDU that an answer to this framing carries: destination and source exchanged. */
  public String replyTpdu() {
    return tpdu.substring(0, 2) + tpdu.substring(6, 10) + tpdu.substring(2, 6);
  }

  /** Reads one frame from a stream, waiting for all of it. */
  public static Frame read(DataInputStream in) throws IOException {
    int length = in.readUnsignedShort();
    if (length < PREFIX_BYTES) {
      throw new CodecException("a frame of " + length + " bytes has no room for TPDU and header");
    }
    byte[] body = new byte[length];
    in.readFully(body);
    return take(body);
  }

  /** Takes a frame apart, its length already off. */
  public static Frame take(byte[] body) {
    byte[] message = new byte[body.length - PREFIX_BYTES];
    System.arraycopy(body, PREFIX_BYTES, message, 0, message.length);
    return new Frame(
        HEX.formatHex(body, 0, TPDU_BYTES), HEX.formatHex(body, TPDU_BYTES, PREFIX_BYTES), message);
  }
}

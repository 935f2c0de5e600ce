package org.openprepaid.upstreamhost.wire;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.ISOPackager;
import org.openprepaid.upstreamhost.HostException;
import org.openprepaid.upstreamhost.key.RetailMac;
import org.openprepaid.upstreamhost.key.Tdes;

/** Messages made into frames: two bytes of length, then the message, with its MAC if it has one. */
public final class Dialect {
  private static final int LENGTH_BYTES = 2;
  private static final int MAC_BYTES = 8;
  private static final int FIRST_BITMAP = 64;
  private static final int SECOND_BITMAP = 128;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final ISOPackager packager;

  public Dialect() {
    try {
      packager = new DialectPackager();
    } catch (ISOException e) {
      throw new HostException("OP-1989", "the dialect's definition is not readable", e);
    }
  }

  /** An empty message of this type. */
  public ISOMsg message(String mti) {
    ISOMsg message = new ISOMsg();
    message.setPackager(packager);
    try {
      message.setMTI(mti);
    } catch (ISOException e) {
      throw new HostException("OP-1989", "not a message type: " + mti, e);
    }
    return message;
  }

  /** The frame of a message without MAC. */
  public byte[] frame(ISOMsg message) {
    return framed(packed(message));
  }

  /** The frame of a message with its MAC under this key. */
  public byte[] frame(ISOMsg message, Tdes zak) {
    int element = message.getMaxField() > FIRST_BITMAP ? SECOND_BITMAP : FIRST_BITMAP;
    message.set(element, new byte[MAC_BYTES]);
    byte[] bytes = packed(message);
    int covered = bytes.length - 2 * MAC_BYTES;
    String mac = HEX.formatHex(RetailMac.of(zak, bytes, covered)).toUpperCase(Locale.ROOT);
    for (int i = 0; i < mac.length(); i++) {
      bytes[covered + i] = (byte) mac.charAt(i);
    }
    return framed(bytes);
  }

  /** Where the message begins in a frame. */
  public static int messageAt() {
    return LENGTH_BYTES;
  }

  /** The length that a frame begins with. */
  static int length(int high, int low) {
    return ((high & 0xFF) << 8) | (low & 0xFF);
  }

  private static byte[] packed(ISOMsg message) {
    try {
      return message.pack();
    } catch (ISOException e) {
      throw new HostException("OP-1989", "the message cannot be packed: " + e.getMessage(), e);
    }
  }

  private static byte[] framed(byte[] message) {
    byte[] frame = new byte[LENGTH_BYTES + message.length];
    frame[0] = (byte) (message.length >> 8);
    frame[1] = (byte) message.length;
    System.arraycopy(message, 0, frame, LENGTH_BYTES, message.length);
    return frame;
  }

  /** A copy with one bit of the MAC turned. */
  public static byte[] withBrokenMac(byte[] frame) {
    byte[] broken = Arrays.copyOf(frame, frame.length);
    int last = broken.length - 1;
    broken[last] = (byte) (broken[last] == '0' ? '1' : '0');
    return broken;
  }
}

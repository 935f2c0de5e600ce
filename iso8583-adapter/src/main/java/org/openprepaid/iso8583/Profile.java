package org.openprepaid.iso8583;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jpos.iso.ISOBinaryFieldPackager;
import org.jpos.iso.ISOComponent;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOFieldPackager;
import org.jpos.iso.ISOMsgFieldPackager;
import org.jpos.iso.packager.GenericPackager;

/**
 * One dialect: what precedes a message in its frame, how its elements are packed, and where its MAC
 * lies. {@link ProfileDefinition} reads it.
 *
 * <p>Safe for use by many threads: jPOS' element packagers hold only what their definition set, and
 * nothing sets it again (jPOS' logger, the one thing that could, is never attached).
 */
final class Profile {
  static final int NO_TPDU = -1;
  static final int MAC_BYTES = 8;

  private static final int TPDU_BYTES = 5;
  private static final int BITMAP_BYTES = 8;
  private static final int LAST_PRIMARY = 64;
  private static final byte[] NONE = {};

  private final String name;
  private final int lengthBytes;
  private final int tpduId;
  private final int headerBytes;
  private final WireEncoding mtiEncoding;
  private final WireEncoding bitmapEncoding;
  private final boolean secondaryBitmap;
  private final WireEncoding macEncoding;
  private final Dialogue dialogue;
  private final ISOFieldPackager[] elements = new ISOFieldPackager[IsoFields.MAX_FIELD + 1];

  /**
   * @param tpduId the TPDU's first byte, or {@link #NO_TPDU}
   * @param macEncoding {@code null} when the profile has no MAC
   * @param dialogue how hosts are spoken with
   */
  Profile(
      String name,
      int lengthBytes,
      int tpduId,
      int headerBytes,
      WireEncoding mtiEncoding,
      WireEncoding bitmapEncoding,
      boolean secondaryBitmap,
      WireEncoding macEncoding,
      Dialogue dialogue,
      GenericPackager packager) {
    this.name = name;
    this.lengthBytes = lengthBytes;
    this.tpduId = tpduId;
    this.headerBytes = headerBytes;
    this.mtiEncoding = mtiEncoding;
    this.bitmapEncoding = bitmapEncoding;
    this.secondaryBitmap = secondaryBitmap;
    this.macEncoding = macEncoding;
    this.dialogue = dialogue;
    if ((lengthBytes != 2 && lengthBytes != 4) || headerBytes < 0 || headerBytes > 32) {
      throw new InvalidSettingException(
          "profile-file", "length.bytes or header.bytes out of range");
    }
    for (int i = 0; i <= lastElement(); i++) {
      elements[i] = packager.getFieldPackager(i);
      if (elements[i] instanceof ISOMsgFieldPackager) {
        throw new InvalidSettingException("profile-file", "element " + i + " is composite");
      }
    }
  }

  String name() {
    return name;
  }

  /** Size of the length that precedes a frame: 2 or 4 bytes, big-endian, not counting itself. */
  int lengthBytes() {
    return lengthBytes;
  }

  /** The shortest frame that can be a message: everything up to an empty bitmap. */
  int shortestFrame() {
    return bitmapAt() + bitmapEncoding.sizeOf(BITMAP_BYTES);
  }

  int tpduBytes() {
    return tpduId == NO_TPDU ? 0 : TPDU_BYTES;
  }

  int headerBytes() {
    return headerBytes;
  }

  int tpduId() {
    return tpduId;
  }

  int mtiAt() {
    return tpduBytes() + headerBytes;
  }

  int bitmapAt() {
    return mtiAt() + mtiEncoding.sizeOf(2);
  }

  Dialogue dialogue() {
    return dialogue;
  }

  /** The length of an element, or the greatest; 0 when the profile does not define it. */
  int lengthOf(int field) {
    return field > lastElement() || elements[field] == null ? 0 : elements[field].getLength();
  }

  private int lastElement() {
    return secondaryBitmap ? IsoFields.MAX_FIELD : LAST_PRIMARY;
  }

  /**
   * Takes a frame apart.
   *
   * @param frame without its length
   */
  IncomingMessage read(byte[] frame) throws UnreadableMessageException {
    if (frame.length < shortestFrame()) {
      throw new UnreadableMessageException("shorter than any message");
    }
    if (tpduId != NO_TPDU && (frame[0] & 0xFF) != tpduId) {
      throw new UnreadableMessageException("TPDU of another kind");
    }
    IsoFields fields =
        new IsoFields(Arrays.copyOfRange(frame, tpduBytes(), mtiAt()), readMti(frame));
    int offset = bitmapAt();
    byte[] bitmap = bitmapEncoding.read(frame, offset, BITMAP_BYTES);
    offset += bitmapEncoding.sizeOf(BITMAP_BYTES);
    if (isSet(bitmap, 1)) {
      int size = bitmapEncoding.sizeOf(BITMAP_BYTES);
      if (!secondaryBitmap || frame.length < offset + size) {
        throw new UnreadableMessageException("secondary bitmap");
      }
      byte[] second = bitmapEncoding.read(frame, offset, BITMAP_BYTES);
      bitmap = Arrays.copyOf(bitmap, 2 * BITMAP_BYTES);
      System.arraycopy(second, 0, bitmap, BITMAP_BYTES, BITMAP_BYTES);
      offset += size;
    }
    int end = readElements(frame, offset, bitmap, fields);
    if (end != frame.length) {
      throw new UnreadableMessageException("bytes after the last element");
    }
    return withMac(frame, fields, bitmap.length * Byte.SIZE);
  }

  private String readMti(byte[] frame) throws UnreadableMessageException {
    ISOComponent component = elements[0].createComponent(0);
    readElement(frame, mtiAt(), 0, component);
    String mti = (String) value(component);
    for (int i = 0; i < mti.length(); i++) {
      if (mti.charAt(i) < '0' || mti.charAt(i) > '9') {
        throw new UnreadableMessageException("MTI is no number");
      }
    }
    return mti;
  }

  private int readElements(byte[] frame, int start, byte[] bitmap, IsoFields fields)
      throws UnreadableMessageException {
    int offset = start;
    int last = bitmap.length * Byte.SIZE;
    for (int field = 2; field <= last; field++) {
      if (isSet(bitmap, field)) {
        if (elements[field] == null) {
          throw new UnreadableMessageException("element " + field + " has no definition");
        }
        ISOComponent component = elements[field].createComponent(field);
        offset += readElement(frame, offset, field, component);
        fields.put(field, value(component));
      }
    }
    return offset;
  }

  /** Only the number of the element goes into the exception: jPOS' own text may quote more. */
  private int readElement(byte[] frame, int offset, int field, ISOComponent component)
      throws UnreadableMessageException {
    try {
      int size = elements[field].unpack(component, frame, offset);
      if (size > frame.length - offset) {
        throw new UnreadableMessageException("element " + field + " runs over the end");
      }
      return size;
    } catch (ISOException | RuntimeException e) {
      throw new UnreadableMessageException("element " + field);
    }
  }

  private static Object value(ISOComponent component) throws UnreadableMessageException {
    try {
      return component.getValue();
    } catch (ISOException e) {
      throw new UnreadableMessageException("element without value");
    }
  }

  private IncomingMessage withMac(byte[] frame, IsoFields fields, int lastElement) {
    byte[] tpdu = tpduBytes() == 0 ? NONE : Arrays.copyOf(frame, tpduBytes());
    if (macEncoding == null || !fields.isBinary(lastElement)) {
      return new IncomingMessage(tpdu, fields, NONE, NONE);
    }
    int covered = frame.length - macEncoding.sizeOf(MAC_BYTES);
    byte[] macInput = Arrays.copyOfRange(frame, mtiAt(), covered);
    return new IncomingMessage(tpdu, fields, macInput, fields.bytes(lastElement));
  }

  /**
   * Makes the frame of a message, without its length.
   *
   * @param tpdu 5 bytes, or empty where the profile has none
   * @param header the application header
   * @param fields MTI and elements; a MAC field among them is left out
   * @param mac makes 8 bytes from the bytes covered; {@code null}: no MAC field
   */
  byte[] write(byte[] tpdu, byte[] header, IsoFields fields, UnaryOperator<byte[]> mac)
      throws UnwritableMessageException {
    if (tpdu.length != tpduBytes() || header.length != headerBytes) {
      throw new UnwritableMessageException("TPDU or header of another size");
    }
    boolean secondary = fields.reachesBeyond(LAST_PRIMARY);
    if (secondary && !secondaryBitmap) {
      throw new UnwritableMessageException("an element above 64");
    }
    int lastElement = secondary ? IsoFields.MAX_FIELD : LAST_PRIMARY;
    byte[] bitmap = new byte[lastElement / Byte.SIZE];
    byte[][] parts = new byte[lastElement + 1][];
    int size = writeElements(fields, bitmap, parts);
    if (mac != null && macEncoding != null) {
      setBit(bitmap, lastElement);
      size += macEncoding.sizeOf(MAC_BYTES);
    }
    if (secondary) {
      setBit(bitmap, 1);
    }
    byte[] frame = new byte[bitmapAt() + bitmapEncoding.sizeOf(bitmap.length) + size];
    System.arraycopy(tpdu, 0, frame, 0, tpdu.length);
    System.arraycopy(header, 0, frame, tpdu.length, header.length);
    byte[] mti = writeElement(0, fields.mti());
    System.arraycopy(mti, 0, frame, mtiAt(), mti.length);
    bitmapEncoding.write(bitmap, frame, bitmapAt());
    int offset = bitmapAt() + bitmapEncoding.sizeOf(bitmap.length);
    for (byte[] part : parts) {
      if (part != null) {
        System.arraycopy(part, 0, frame, offset, part.length);
        offset += part.length;
      }
    }
    if (mac != null && macEncoding != null) {
      macEncoding.write(makeMac(mac, frame, offset), frame, offset);
    }
    return frame;
  }

  private int writeElements(IsoFields fields, byte[] bitmap, byte[][] parts)
      throws UnwritableMessageException {
    int size = 0;
    int last = parts.length - 1;
    for (int field = 2; field <= last; field++) {
      Object value = fields.value(field);
      boolean isMac = macEncoding != null && field == last;
      if (value != null && !isMac) {
        parts[field] = writeElement(field, value);
        size += parts[field].length;
        setBit(bitmap, field);
      }
    }
    return size;
  }

  /** The bytes of one element as they lie in a message. */
  byte[] writeElement(int field, Object value) throws UnwritableMessageException {
    ISOFieldPackager element = elements[field];
    if (element == null) {
      throw new UnwritableMessageException("element " + field + " has no definition");
    }
    if (element instanceof ISOBinaryFieldPackager != value instanceof byte[]) {
      throw new UnwritableMessageException("element " + field + " is of the other kind");
    }
    try {
      ISOComponent component = element.createComponent(field);
      component.setValue(value);
      return element.pack(component);
    } catch (ISOException | RuntimeException e) {
      throw new UnwritableMessageException("element " + field);
    }
  }

  private byte[] makeMac(UnaryOperator<byte[]> mac, byte[] frame, int end)
      throws UnwritableMessageException {
    byte[] made = mac.apply(Arrays.copyOfRange(frame, mtiAt(), end));
    if (made == null || made.length != MAC_BYTES) {
      throw new UnwritableMessageException("the MAC is not 8 bytes");
    }
    return made;
  }

  private static boolean isSet(byte[] bitmap, int field) {
    return (bitmap[(field - 1) >> 3] & bit(field)) != 0;
  }

  private static void setBit(byte[] bitmap, int field) {
    bitmap[(field - 1) >> 3] |= (byte) bit(field);
  }

  private static int bit(int field) {
    return 0x80 >> ((field - 1) & 7);
  }
}

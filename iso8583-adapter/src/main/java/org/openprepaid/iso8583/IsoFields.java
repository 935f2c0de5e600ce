package org.openprepaid.iso8583;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;

/**
 * An ISO 8583 message as its parts: header, MTI and data elements 2 to 128. Text elements are
 * strings without padding nibbles; binary elements (52, 55, 64 and so on, by the packager) are byte
 * arrays.
 *
 * <p>Not thread-safe. It prints masked: see {@link #toString()}.
 */
public final class IsoFields {
  /** The highest data element of a message with a secondary bitmap. */
  public static final int MAX_FIELD = 128;

  private final String mti;
  private final byte[] header;
  private final Object[] values = new Object[MAX_FIELD + 1];

  /**
   * @param header the application header's bytes, empty where the profile has none
   * @param mti four digits
   */
  public IsoFields(byte[] header, String mti) {
    this.header = header.clone();
    this.mti = Objects.requireNonNull(mti, "mti");
  }

  public IsoFields(String mti) {
    this(new byte[0], mti);
  }

  public String mti() {
    return mti;
  }

  public byte[] header() {
    return header.clone();
  }

  public boolean has(int field) {
    return values[field] != null;
  }

  /**
   * The text of an element, or {@code null} when it is absent.
   *
   * @throws ClassCastException when the packager makes it binary
   */
  public String text(int field) {
    return (String) values[field];
  }

  /**
   * The bytes of a binary element, or {@code null} when it is absent.
   *
   * @throws ClassCastException when the packager makes it text
   */
  public byte[] bytes(int field) {
    return values[field] == null ? null : ((byte[]) values[field]).clone();
  }

  public boolean isBinary(int field) {
    return values[field] instanceof byte[];
  }

  /** Sets a text element; {@code null} removes it. */
  public IsoFields set(int field, String text) {
    values[field] = text;
    return this;
  }

  /** Sets a binary element; {@code null} removes it. */
  public IsoFields set(int field, byte[] bytes) {
    values[field] = bytes == null ? null : bytes.clone();
    return this;
  }

  /** The element as it is held, not copied: for reading and writing inside the adapter. */
  Object value(int field) {
    return values[field];
  }

  /** Takes over an element without copying it. */
  void put(int field, Object value) {
    values[field] = value;
  }

  /** Whether an element with a number above this one is present. */
  boolean reachesBeyond(int field) {
    for (int i = field + 1; i <= MAX_FIELD; i++) {
      if (values[i] != null) {
        return true;
      }
    }
    return false;
  }

  /** The numbers of the elements present, ascending. */
  public BitSet present() {
    BitSet present = new BitSet(MAX_FIELD + 1);
    for (int field = 2; field <= MAX_FIELD; field++) {
      if (values[field] != null) {
        present.set(field);
      }
    }
    return present;
  }

  /**
   * {@code 0200 2=622700******1234 3=000000 …}: the card number masked, tracks, PIN block, keys,
   * chip data and private elements left out, so that it may be logged.
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(160).append(mti);
    for (int field = 2; field <= MAX_FIELD; field++) {
      if (values[field] != null) {
        text.append(' ').append(field).append('=').append(MaskedElement.of(field, values[field]));
      }
    }
    return text.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IsoFields that
        && mti.equals(that.mti)
        && Arrays.equals(header, that.header)
        && Arrays.deepEquals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(mti, Arrays.hashCode(header), Arrays.deepHashCode(values));
  }
}

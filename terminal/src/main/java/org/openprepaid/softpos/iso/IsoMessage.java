package org.openprepaid.softpos.iso;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * An ISO 8583 message: its type and its fields 2 to 64, each as text. Digits are digits, binary
 * fields are upper-case hex, a track's separator is {@code D}. Immutable; {@link #toString()} shows
 * card data masked.
 */
public final class IsoMessage {
  private final String mti;
  private final String[] values;

  private IsoMessage(String mti, String[] values) {
    this.mti = mti;
    this.values = values;
  }

  /**
   * A message without fields.
   *
   * @param mti four digits
   */
  public static IsoMessage of(String mti) {
    if (mti.length() != 4 || !mti.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("a message type has four digits: " + mti);
    }
    return new IsoMessage(mti, new String[CupFields.MAX_FIELD + 1]);
  }

  public String mti() {
    return mti;
  }

  /** The field's value, or {@code null} when it is absent. */
  public String get(int field) {
    return values[field];
  }

  public boolean has(int field) {
    return values[field] != null;
  }

  /** The same message with this field; {@code null} takes the field away. */
  public IsoMessage with(int field, String value) {
    Objects.checkIndex(field - 2, CupFields.MAX_FIELD - 1);
    String[] copy = values.clone();
    copy[field] = value;
    return new IsoMessage(mti, copy);
  }

  /** The same message without these fields. */
  public IsoMessage without(int... fields) {
    String[] copy = values.clone();
    for (int field : fields) {
      copy[field] = null;
    }
    return new IsoMessage(mti, copy);
  }

  /** The same fields under another message type. */
  public IsoMessage as(String otherMti) {
    return new IsoMessage(of(otherMti).mti, values.clone());
  }

  /** The numbers of the fields present, ascending. */
  public int[] fields() {
    return IntStream.rangeClosed(2, CupFields.MAX_FIELD).filter(this::has).toArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IsoMessage that
        && mti.equals(that.mti)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * mti.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(mti);
    for (int field : fields()) {
      text.append(' ').append(field).append('=').append(Masking.field(field, values[field]));
    }
    return text.toString();
  }
}

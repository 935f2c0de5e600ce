package org.openprepaid.softpos.iso;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads one message from its bytes and notes whatever is not as the profile has it. */
final class MessageReader {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int BITMAP_BYTES = 8;

  private final byte[] bytes;
  private final List<DissectedField> fields = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private List<String> fieldProblems = new ArrayList<>();
  private int position;

  MessageReader(byte[] bytes) {
    this.bytes = bytes;
  }

  Dissection read() {
    if (bytes.length < 2) {
      problems.add("ends before the message type: " + bytes.length + " byte(s)");
      return new Dissection(null, null, fields, problems, bytes.length);
    }
    String mti = messageType();
    position = 2;
    if (bytes.length < position + BITMAP_BYTES) {
      problems.add("ends within the bitmap: " + (bytes.length - position) + " of 8 bytes");
      return new Dissection(mti, null, fields, problems, bytes.length);
    }
    String bitmap = HEX.formatHex(bytes, position, position + BITMAP_BYTES);
    position += BITMAP_BYTES;
    boolean whole = readFields();
    if (whole && position < bytes.length) {
      problems.add(
          (bytes.length - position)
              + " byte(s) left over after the last field, from offset "
              + position);
    }
    return new Dissection(mti, bitmap, fields, problems, position);
  }

  private String messageType() {
    String mti = HEX.formatHex(bytes, 0, 2);
    if (!mti.chars().allMatch(c -> c <= '9')) {
      problems.add("the message type " + mti + " is not four digits");
      return mti.replaceAll("[A-F]", "0");
    }
    return mti;
  }

  private boolean readFields() {
    if (isPresent(1)) {
      problems.add("bit 1 announces a secondary bitmap, which the profile does not have");
      return false;
    }
    for (int field = 2; field <= CupFields.MAX_FIELD; field++) {
      if (isPresent(field) && !readField(field)) {
        return false;
      }
    }
    return true;
  }

  private boolean isPresent(int field) {
    return (bytes[2 + (field - 1) / 8] & (0x80 >> ((field - 1) % 8))) != 0;
  }

  /** False when the end of this field cannot be known, so that nothing behind it can be read. */
  private boolean readField(int number) {
    FieldSpec spec = CupFields.spec(number);
    if (spec == null) {
      problems.add(
          "field "
              + number
              + " is not of the profile: nothing after it can be read, from offset "
              + position);
      return false;
    }
    int start = position;
    fieldProblems = new ArrayList<>();
    int units = spec.length() == FieldSpec.Length.FIXED ? spec.max() : readLength(spec);
    if (units < 0) {
      return false;
    }
    int size = spec.bytesFor(units);
    if (position + size > bytes.length) {
      problems.add(
          "field "
              + number
              + " wants "
              + size
              + " byte(s) at offset "
              + position
              + ", only "
              + (bytes.length - position)
              + " are left");
      return false;
    }
    String value = value(spec, units, size);
    position += size;
    fields.add(new DissectedField(spec, start, value, fieldProblems));
    return true;
  }

  private int readLength(FieldSpec spec) {
    int prefix = spec.length().prefixBytes();
    if (position + prefix > bytes.length) {
      problems.add("field " + spec.number() + ": the message ends within its length");
      return -1;
    }
    int length = 0;
    for (int i = 0; i < prefix; i++) {
      int high = (bytes[position + i] & 0xF0) >> 4;
      int low = bytes[position + i] & 0x0F;
      if (high > 9 || low > 9) {
        problems.add(
            "field "
                + spec.number()
                + ": its length "
                + HEX.formatHex(bytes, position, position + prefix)
                + " is not BCD");
        return -1;
      }
      length = length * 100 + high * 10 + low;
    }
    position += prefix;
    if (length > spec.max()) {
      fieldProblems.add("length " + length + " is above the greatest, " + spec.max());
    }
    if (length == 0) {
      fieldProblems.add("is present but empty");
    }
    return length;
  }

  private String value(FieldSpec spec, int units, int size) {
    return switch (spec.content()) {
      case BINARY -> HEX.formatHex(bytes, position, position + size);
      case TEXT -> text(size);
      case DIGITS, TRACK -> bcd(spec, units, size);
    };
  }

  private String text(int size) {
    StringBuilder text = new StringBuilder(size);
    for (int i = position; i < position + size; i++) {
      int c = bytes[i] & 0xFF;
      if (c < 0x20 || c > 0x7E) {
        fieldProblems.add("byte " + HEX.toHexDigits(bytes[i]) + " is not a printable character");
        c = '?';
      }
      text.append((char) c);
    }
    return text.toString();
  }

  private String bcd(FieldSpec spec, int units, int size) {
    String nibbles = HEX.formatHex(bytes, position, position + size);
    boolean spare = nibbles.length() > units;
    String value = nibbles;
    if (spare) {
      int at = spec.leftJustified() ? nibbles.length() - 1 : 0;
      if (nibbles.charAt(at) != '0') {
        fieldProblems.add(
            "wrong justification: the spare nibble "
                + (spec.leftJustified() ? "behind" : "in front")
                + " is "
                + nibbles.charAt(at)
                + ", not 0");
      }
      value = spec.leftJustified() ? nibbles.substring(0, at) : nibbles.substring(1);
    }
    return checkedDigits(spec, value);
  }

  private String checkedDigits(FieldSpec spec, String value) {
    StringBuilder checked = new StringBuilder(value);
    boolean track = spec.content() == FieldSpec.Content.TRACK;
    for (int i = 0; i < checked.length(); i++) {
      char c = checked.charAt(i);
      if (c > '9' && !(track && c == 'D')) {
        fieldProblems.add("digit " + (i + 1) + " is " + c);
        checked.setCharAt(i, '?');
      }
    }
    return checked.toString();
  }
}

package org.openprepaid.key.master;

import com.sun.jna.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/** Attributes of a PKCS#11 object, and their form in memory: an array of {@code CK_ATTRIBUTE}. */
final class Attributes {
  /** Type, pointer to the value, its length. */
  private static final int ENTRY_BYTES = 3 * Long.BYTES;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Attribute(String name, long type, byte[] value) {}

  private final List<Attribute> attributes = new ArrayList<>();

  /** A {@code CK_BBOOL}. */
  Attributes flag(String name, long type, boolean value) {
    return add(name, type, new byte[] {(byte) (value ? 1 : 0)});
  }

  /** A {@code CK_ULONG}. */
  Attributes number(String name, long type, long value) {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
    return add(name, type, bytes.putLong(value).array());
  }

  Attributes text(String name, long type, String value) {
    return add(name, type, value.getBytes(StandardCharsets.UTF_8));
  }

  Attributes and(Attributes others) {
    attributes.addAll(others.attributes);
    return this;
  }

  private Attributes add(String name, long type, byte[] value) {
    attributes.add(new Attribute(name, type, value));
    return this;
  }

  /** How many there are, as a {@code CK_ULONG}. */
  long count() {
    return attributes.size();
  }

  /** These attributes with their values; the caller frees it. */
  Memory template() {
    int values = attributes.stream().mapToInt(attribute -> attribute.value.length).sum();
    Memory template = new Memory((long) attributes.size() * ENTRY_BYTES + values);
    long entry = 0;
    long place = (long) attributes.size() * ENTRY_BYTES;
    for (Attribute attribute : attributes) {
      template.setLong(entry, attribute.type);
      template.setPointer(entry + Long.BYTES, template.share(place));
      template.setLong(entry + 2L * Long.BYTES, attribute.value.length);
      template.write(place, attribute.value, 0, attribute.value.length);
      entry += ENTRY_BYTES;
      place += attribute.value.length;
    }
    return template;
  }

  /** The names of those whose values are others in a template that a token has filled in. */
  String differences(Memory template) {
    StringJoiner names = new StringJoiner(", ");
    long place = (long) attributes.size() * ENTRY_BYTES;
    for (Attribute attribute : attributes) {
      byte[] value = template.getByteArray(place, attribute.value.length);
      if (!Arrays.equals(value, attribute.value)) {
        names.add(attribute.name);
      }
      place += attribute.value.length;
    }
    return names.toString();
  }
}

package org.openprepaid.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** What is written is read back, whatever the elements; what is read is bounded by its bytes. */
class PackingPropertiesTest {
  private static final byte[] TPDU = HexFormat.of().parseHex("6012345678");
  private static final byte[] NONE = {};

  private final Profile cup = ProfileDefinition.shipped("cup");
  private final Profile iso87 = ProfileDefinition.shipped("iso87-ascii");

  private static Arbitrary<Object> digits(int least, int most) {
    return Arbitraries.strings()
        .numeric()
        .ofMinLength(least)
        .ofMaxLength(most)
        .map(text -> (Object) text);
  }

  private static Arbitrary<Object> text(int least, int most) {
    return Arbitraries.strings()
        .withCharRange(' ', '~')
        .ofMinLength(least)
        .ofMaxLength(most)
        .map(text -> (Object) text);
  }

  private static Arbitrary<Object> bytes(int least, int most) {
    return Arbitraries.bytes()
        .array(byte[].class)
        .ofMinSize(least)
        .ofMaxSize(most)
        .map(array -> (Object) array);
  }

  private static Map<Integer, Arbitrary<Object>> cupElements() {
    Map<Integer, Arbitrary<Object>> elements = new HashMap<>();
    elements.put(2, digits(0, 19));
    elements.put(3, digits(6, 6));
    elements.put(4, digits(12, 12));
    elements.put(11, digits(6, 6));
    elements.put(22, digits(3, 3));
    elements.put(23, digits(3, 3));
    elements.put(32, digits(0, 11));
    elements.put(
        35,
        Arbitraries.strings()
            .withChars("0123456789D")
            .ofMaxLength(37)
            .map(track -> (Object) track));
    elements.put(37, text(12, 12));
    elements.put(41, text(8, 8));
    elements.put(44, text(0, 25));
    elements.put(48, digits(0, 322));
    elements.put(52, bytes(8, 8));
    elements.put(54, text(0, 120));
    elements.put(55, bytes(0, 255));
    elements.put(60, digits(0, 17));
    elements.put(61, digits(0, 16));
    elements.put(62, bytes(0, 999));
    elements.put(63, text(0, 999));
    return elements;
  }

  private static Map<Integer, Arbitrary<Object>> iso87Elements() {
    Map<Integer, Arbitrary<Object>> elements = new HashMap<>();
    elements.put(2, digits(0, 19));
    elements.put(4, digits(12, 12));
    elements.put(28, text(9, 9));
    elements.put(35, text(0, 37));
    elements.put(48, text(0, 999));
    elements.put(52, bytes(8, 8));
    elements.put(70, digits(3, 3));
    elements.put(90, digits(42, 42));
    elements.put(96, bytes(8, 8));
    elements.put(102, text(0, 28));
    elements.put(127, text(0, 999));
    return elements;
  }

  private static Arbitrary<IsoFields> messages(
      byte[] header, Map<Integer, Arbitrary<Object>> elements) {
    Arbitrary<Map<Integer, Object>> chosen =
        Arbitraries.subsetOf(elements.keySet())
            .flatMap(
                numbers ->
                    numbers.isEmpty()
                        ? Arbitraries.just(Map.of())
                        : Combinators.combine(
                                numbers.stream()
                                    .map(
                                        number ->
                                            elements
                                                .get(number)
                                                .map(value -> Map.entry(number, value)))
                                    .toList())
                            .as(
                                entries -> {
                                  Map<Integer, Object> map = new HashMap<>();
                                  entries.forEach(
                                      entry -> map.put(entry.getKey(), entry.getValue()));
                                  return map;
                                }));
    return chosen.map(
        values -> {
          IsoFields fields = new IsoFields(header, "0200");
          values.forEach(fields::put);
          return fields;
        });
  }

  @Provide
  Arbitrary<IsoFields> cupMessages() {
    return messages(HexFormat.of().parseHex("603100310000"), cupElements());
  }

  @Provide
  Arbitrary<IsoFields> iso87Messages() {
    return messages(NONE, iso87Elements());
  }

  @Property(tries = 300)
  void aCupMessageIsReadAsItWasWritten(
      @ForAll("cupMessages") IsoFields fields, @ForAll @Size(8) byte[] mac) throws Exception {
    byte[][] covered = new byte[1][];

    byte[] frame =
        cup.write(
            TPDU,
            fields.header(),
            fields,
            bytes -> {
              covered[0] = bytes;
              return mac;
            });

    IncomingMessage read = cup.read(frame);
    assertThat(read.mac()).isEqualTo(mac);
    assertThat(read.macInput()).isEqualTo(covered[0]);
    assertThat(read.tpdu()).isEqualTo(TPDU);
    assertThat(read.fields().set(64, (byte[]) null)).isEqualTo(fields);
  }

  @Property(tries = 300)
  void anAsciiMessageIsReadAsItWasWritten(@ForAll("iso87Messages") IsoFields fields)
      throws Exception {
    byte[] plain = iso87.write(NONE, NONE, fields, null);
    assertThat(iso87.read(plain).fields()).isEqualTo(fields);

    byte[] maced = iso87.write(NONE, NONE, fields, covered -> new byte[8]);
    assertThat(iso87.read(maced).mac()).hasSize(8);
  }

  @Property(tries = 200)
  void aMessageCutShortIsRefused(@ForAll("cupMessages") IsoFields fields) throws Exception {
    byte[] frame = cup.write(TPDU, fields.header(), fields, covered -> new byte[8]);

    for (int length = 0; length < frame.length; length++) {
      byte[] cut = Arrays.copyOf(frame, length);
      try {
        cup.read(cut);
        fail("%s of %s bytes were read as a message", length, frame.length);
      } catch (UnreadableMessageException expected) {
        assertThat(expected).hasNoCause();
      }
    }
  }
}

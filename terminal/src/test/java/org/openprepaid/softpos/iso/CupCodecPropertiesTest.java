package org.openprepaid.softpos.iso;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for every message, and for any bytes. */
class CupCodecPropertiesTest {

  @Property(tries = 300)
  void whatIsPackedIsUnpackedTheSame(@ForAll("messages") IsoMessage message) {
    assertThat(CupCodec.unpack(CupCodec.pack(message))).isEqualTo(message);
  }

  @Property(tries = 300)
  void anyBytesAreDissectedWithoutAFall(@ForAll @Size(max = 300) byte[] bytes) {
    Dissection dissection = CupCodec.dissect(bytes);
    assertThat(dissection.length()).isLessThanOrEqualTo(bytes.length);
  }

  @Property(tries = 300)
  void aMessageCutShortIsFoundOut(
      @ForAll("messages") IsoMessage message, @ForAll @IntRange(min = 1, max = 400) int cut) {
    byte[] packed = CupCodec.pack(message);
    int left = Math.max(0, packed.length - cut);
    byte[] shorter = Arrays.copyOf(packed, left);
    assertThat(CupCodec.dissect(shorter).allProblems()).isNotEmpty();
  }

  @Property(tries = 300)
  void aDamagedByteNeverReadsAsTheSameMessage(
      @ForAll("messages") IsoMessage message,
      @ForAll @IntRange(max = 10_000) int place,
      @ForAll @IntRange(min = 1, max = 255) int damage) {
    byte[] packed = CupCodec.pack(message);
    packed[place % packed.length] ^= (byte) damage;
    Dissection dissection = CupCodec.dissect(packed);
    boolean foundOut = !dissection.allProblems().isEmpty();
    assertThat(foundOut || !dissection.message().equals(message)).isTrue();
  }

  @Provide
  Arbitrary<IsoMessage> messages() {
    List<Integer> numbers = new ArrayList<>();
    for (int field = 2; field <= CupFields.MAX_FIELD; field++) {
      if (CupFields.spec(field) != null) {
        numbers.add(field);
      }
    }
    Arbitrary<String> type = Arbitraries.strings().numeric().ofLength(4);
    Arbitrary<List<Integer>> present =
        Arbitraries.of(numbers).list().uniqueElements().ofMaxSize(15);
    return Combinators.combine(type, present)
        .flatAs(
            (mti, fields) ->
                fields.stream()
                    .map(f -> value(CupFields.spec(f)).map(v -> new Value(f, v)))
                    .collect(
                        Collectors.collectingAndThen(
                            Collectors.toList(),
                            values -> Combinators.combine(values).as(all -> message(mti, all)))));
  }

  private record Value(int field, String text) {}

  private static IsoMessage message(String mti, List<Value> values) {
    IsoMessage message = IsoMessage.of(mti);
    for (Value value : values) {
      message = message.with(value.field(), value.text());
    }
    return message;
  }

  private static Arbitrary<String> value(FieldSpec spec) {
    boolean fixed = spec.length() == FieldSpec.Length.FIXED;
    int max = Math.min(spec.max(), 99);
    int min = fixed ? max : 1;
    return switch (spec.content()) {
      case DIGITS -> Arbitraries.strings().numeric().ofMinLength(min).ofMaxLength(max);
      case TRACK ->
          Arbitraries.strings().withChars("0123456789D").ofMinLength(min).ofMaxLength(max);
      case TEXT -> Arbitraries.strings().withCharRange(' ', '~').ofMinLength(min).ofMaxLength(max);
      case BINARY ->
          Arbitraries.bytes()
              .array(byte[].class)
              .ofMinSize(min)
              .ofMaxSize(max)
              .map(b -> HexFormat.of().withUpperCase().formatHex(b));
    };
  }
}

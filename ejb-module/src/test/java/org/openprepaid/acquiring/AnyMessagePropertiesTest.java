package org.openprepaid.acquiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.iso8583.IsoReply;

/** Whatever a terminal sends under a right MAC, it gets an answer that is meant. */
class AnyMessagePropertiesTest {
  private static final Till TILL = Till.signedIn();

  @Property
  void itIsAnsweredAndNeverASystemError(
      @ForAll("types") String mti,
      @ForAll("codes") String code,
      @ForAll("elements") Map<Integer, String> elements) {
    IsoFields message = TILL.financial(mti, code, "00", "22").set(2, Till.CARD);
    message.set(4, "000000003000").set(61, "000001000009").set(38, "042137");
    elements.forEach(message::set);

    IsoReply reply = TILL.sendForReply(message);

    assertThat(reply.fields().text(39)).isNotEqualTo("96").isNotEqualTo("A0").hasSize(2);
    String trace = message.text(11);
    // a reply must be one that can be packed
    assertThat(reply.fields().text(11)).isEqualTo(Digits.areDigits(trace) ? trace : null);
  }

  @Provide
  Arbitrary<String> types() {
    return Arbitraries.of("0100", "0200", "0220", "0400");
  }

  @Provide
  Arbitrary<String> codes() {
    return Arbitraries.of("000000", "200000", "310000", "030000", "400000");
  }

  /** Elements that are text in the profile, with digits, letters, nothing, or too much. */
  @Provide
  Arbitrary<Map<Integer, String>> elements() {
    Arbitrary<Integer> fields =
        Arbitraries.of(2, 3, 4, 11, 12, 13, 14, 22, 25, 26, 35, 37, 38, 42, 49, 53, 60, 61, 63);
    Arbitrary<String> digits = Arbitraries.strings().numeric().ofMaxLength(20);
    Arbitrary<String> any = Arbitraries.strings().ascii().ofMaxLength(40);
    return Arbitraries.maps(fields, Arbitraries.oneOf(digits, any)).ofMaxSize(4);
  }
}

package org.openprepaid.iso8583;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answer belongs to which request. */
class MatchingPropertiesTest {
  private final Matching matching = new Matching(TestHost.PROFILE);

  /** What a request is known by. */
  record Named(String mti, String time, String trace) {
    IsoFields request() {
      return new IsoFields(mti).set(7, time).set(11, trace);
    }

    /** As the wire brings it: through packing and unpacking, with more elements. */
    IsoFields answer() throws Exception {
      IsoFields answer =
          new IsoFields(MessageType.answerTo(mti)).set(7, time).set(11, trace).set(39, "00");
      byte[] frame = TestHost.PROFILE.write(new byte[0], new byte[0], answer, null);
      return TestHost.PROFILE.read(frame).fields();
    }

    /** A repetition is the same request. */
    Named original() {
      char origin = (char) (mti.charAt(3) & ~1);
      return new Named(mti.substring(0, 3) + origin, time, trace);
    }
  }

  @Provide
  Arbitrary<Named> named() {
    return Combinators.combine(
            Arbitraries.of("0100", "0101", "0200", "0220", "0221", "0420", "0421", "0800", "0820"),
            // few, so that they meet
            Arbitraries.integers().between(0, 3).map("%010d"::formatted),
            Arbitraries.integers().between(0, 9).map("%06d"::formatted))
        .as(Named::new);
  }

  @Property
  void anAnswerIsKnownAsThatOfItsRequestAndOfNoOther(
      @ForAll("named") Named one, @ForAll("named") Named other) throws Exception {
    String key = matching.of(one.answer());

    assertThat(key).isEqualTo(matching.ofAnswerTo(one.request()));
    assertThat(key.equals(matching.ofAnswerTo(other.request())))
        .isEqualTo(one.original().equals(other.original()));
  }

  @Property
  void inATableOfManyEachAnswerFindsItsRequest(
      @ForAll @Size(max = 60) Set<@From("named") Named> all) throws Exception {
    Map<String, Named> table = new HashMap<>();
    for (Named each : all) {
      table.put(matching.ofAnswerTo(each.request()), each.original());
    }
    for (Named each : all) {
      assertThat(table.get(matching.of(each.answer()))).isEqualTo(each.original());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0100,0110",
    "0101,0110",
    "0200,0210",
    "0201,0210",
    "0220,0230",
    "0221,0230",
    "0400,0410",
    "0420,0430",
    "0421,0430",
    "0800,0810",
    "0820,0830",
    "0122,0132",
    "0123,0132"
  })
  void eachRequestHasItsAnswersType(String request, String answer) {
    assertThat(MessageType.isRequest(request)).isTrue();
    assertThat(MessageType.isAnswer(answer)).isTrue();
    assertThat(MessageType.answerTo(request)).isEqualTo(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0240", "0000", "0209", "02", "02000", "02A0", "", "0260"})
  void othersAreNeither(String mti) {
    assertThat(MessageType.isRequest(mti)).isFalse();
    assertThat(MessageType.isAnswer(mti)).isFalse();
  }
}

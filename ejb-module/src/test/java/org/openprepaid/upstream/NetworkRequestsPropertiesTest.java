package org.openprepaid.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.transaction.Request;
import org.openprepaid.transaction.RequestKey;
import org.openprepaid.transaction.ResponseCode;

/** Whatever a host sends, it is a request or it is refused. */
class NetworkRequestsPropertiesTest {
  private static final NetworkRequests REQUESTS =
      new NetworkRequests(new ZoneKeys(TestZone.withKeysOf(Edge.CUPNET).security), Edge.SHANGHAI);

  @Property
  void anyMessageIsMappedOrRefused(
      @ForAll("messages") IsoFields right,
      @ForAll("elements") Map<Integer, String> elements,
      @ForAll("blocks") byte[] block) {
    IsoFields message = copy(right);
    elements.forEach(message::set);
    message.set(52, block);
    try {
      Request request = REQUESTS.map(Edge.CUPNET, FromHost.unsigned(message));

      assertThat(request.origin().isFromTerminal()).isFalse();
      assertThat(request.origin().evidence()).matches("[ -~]{0,500}");
      assertThat(request.card().pan().digits()).isEqualTo(message.text(2));
    } catch (RefusedRequestException e) {
      assertThat(e.code())
          .isIn(
              ResponseCode.FORMAT_ERROR,
              ResponseCode.INVALID_TRANSACTION,
              ResponseCode.INVALID_AMOUNT,
              ResponseCode.NO_SUCH_CARD,
              ResponseCode.PIN_FORMAT);
      assertThat(e.getMessage()).matches("[ -~]{0,40}");
    }
  }

  @Property
  void whatElement90NamesIsTheKeyOfThatMessage(
      @ForAll @IntRange(min = 0, max = 999_999) int trace,
      @ForAll("acquirers") String acquirer,
      @ForAll("times") String transmitted)
      throws RefusedRequestException {
    String traceText = Elements.number(trace, 6);
    IsoFields purchase =
        FromHost.purchase().set(11, traceText).set(32, acquirer).set(7, transmitted);
    String padded = "0".repeat(11 - acquirer.length()) + acquirer;
    IsoFields reversal =
        FromHost.reversal("0420")
            .set(90, "0200" + traceText + transmitted + padded + "0".repeat(11));

    RequestKey key = REQUESTS.map(Edge.CUPNET, FromHost.unsigned(purchase)).origin().key();
    Request.Reversal undoing =
        (Request.Reversal) REQUESTS.map(Edge.CUPNET, FromHost.unsigned(reversal));

    assertThat(undoing.originalKey()).isEqualTo(key);
    assertThat(undoing.origin().key()).isEqualTo(key.ofReversal());
  }

  private static IsoFields copy(IsoFields message) {
    IsoFields copy = new IsoFields(message.mti());
    message.present().stream().forEach(element -> copy.set(element, message.text(element)));
    return copy;
  }

  @Provide
  Arbitrary<IsoFields> messages() {
    return Arbitraries.of(
        FromHost.purchase(),
        FromHost.inquiry(),
        FromHost.message("0100", "030000", "06"),
        FromHost.following("0100", "200000", "06"),
        FromHost.following("0200", "000000", "06"),
        FromHost.following("0220", "200000", "00"),
        FromHost.following("0221", "000000", "06"),
        FromHost.reversal("0400"),
        FromHost.reversal("0401"),
        FromHost.reversal("0420"),
        FromHost.reversal("0421"));
  }

  /** Elements that are text in the profile, with digits, letters, nothing, or too much. */
  @Provide
  Arbitrary<Map<Integer, String>> elements() {
    Arbitrary<Integer> fields =
        Arbitraries.of(
            2, 3, 4, 7, 11, 12, 13, 14, 22, 25, 26, 32, 35, 37, 38, 39, 41, 42, 49, 53, 63, 90);
    Arbitrary<String> digits = Arbitraries.strings().numeric().ofMaxLength(44);
    Arbitrary<String> any = Arbitraries.strings().ofMaxLength(44);
    Arbitrary<String> tracks =
        Arbitraries.strings().ascii().ofMaxLength(21).map(rest -> FromHost.CARD.digits() + rest);
    return Arbitraries.maps(fields, Arbitraries.oneOf(digits, any, tracks)).ofMaxSize(3);
  }

  @Provide
  Arbitrary<byte[]> blocks() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(9).injectNull(0.5);
  }

  @Provide
  Arbitrary<String> acquirers() {
    return Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(11);
  }

  @Provide
  Arbitrary<String> times() {
    return Arbitraries.strings().numeric().ofLength(10);
  }
}

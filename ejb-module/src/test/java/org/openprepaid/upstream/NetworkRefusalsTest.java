package org.openprepaid.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.key.KeyType;
import org.openprepaid.transaction.ResponseCode;

/** What a host asks about our cards is refused for its form, and nothing is asked of anybody. */
class NetworkRefusalsTest {
  private static final String HOST = Edge.CUPNET;
  private static final byte[] PIN_BLOCK = {1, 2, 3, 4, 5, 6, 7, 8};

  private final TestZone zone = TestZone.withKeysOf(HOST);
  private final NetworkRequests requests =
      new NetworkRequests(new ZoneKeys(zone.security), Edge.SHANGHAI);

  private void assertRefused(ResponseCode code, IsoFields message) {
    RefusedRequestException refusal =
        catchThrowableOfType(
            RefusedRequestException.class, () -> requests.map(HOST, FromHost.signed(message)));
    assertThat(refusal).as(message.toString()).isNotNull();
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal).hasMessageNotContaining(FromHost.CARD.digits());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7, 11, 25, 32, 41, 42, 49})
  void whatEveryMessageHasMustBeThere(int element) {
    assertRefused(ResponseCode.FORMAT_ERROR, FromHost.purchase().set(element, (String) null));
    assertRefused(ResponseCode.FORMAT_ERROR, FromHost.reversal("0420").set(element, (String) null));
  }

  @Test
  void aReversalNamesItsOriginal() {
    assertRefused(ResponseCode.FORMAT_ERROR, FromHost.reversal("0420").set(90, (String) null));
  }

  @ParameterizedTest
  @CsvSource({
    "3, 00000",
    "3, 0000000",
    "3, 00000A",
    "4, 3000",
    "4, 00000000300A",
    "4, 0000000003000",
    "7, 112203300",
    "7, 11220330000",
    "7, 11220330AA",
    "11, 17",
    "11, 0000017",
    "11, 00001A",
    "11, -00017",
    "12, 1129",
    "12, 11295A",
    "12, 252958",
    "12, 116058",
    "12, 112960",
    "13, 122",
    "13, 11A2",
    "13, 1322",
    "13, 0230",
    "13, 0000",
    "14, 29",
    "14, 29122",
    "14, 29AB",
    "25, 0",
    "25, 000",
    "25, 0A",
    "32, 499900A0",
    "32, 123456789012",
    "32, ''",
    "41, TERM001",
    "41, TERM00001",
    "42, 55555000000000",
    "42, 5555500000000011",
    "49, 978",
    "49, CNY",
    "49, 15",
    "90, 0200",
    "90, A20000001711220330000004999000000000000000",
    "90, 020000001711220330000004999000000000000000000",
  })
  void malformedElementsAreRefused(int element, String text) {
    assertRefused(
        ResponseCode.FORMAT_ERROR, FromHost.following("0200", "000000", "06").set(element, text));
    if (element != 14) {
      assertRefused(ResponseCode.FORMAT_ERROR, FromHost.reversal("0420").set(element, text));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0100, 000000, 00",
    "0100, 030000, 00",
    "0100, 310000, 00",
    "0200, 030000, 06",
    "0200, 310000, 06",
    "0200, 400000, 66",
    "0200, 000000, 08",
    "0220, 000000, 00",
    "0220, 030000, 06",
    "0220, 200000, 06",
  })
  void anUnknownCombinationIsNoTransaction(String mti, String processingCode, String condition) {
    assertRefused(
        ResponseCode.INVALID_TRANSACTION, FromHost.following(mti, processingCode, condition));
    assertRefused(
        ResponseCode.INVALID_TRANSACTION,
        FromHost.reversal("0420")
            .set(3, processingCode)
            .set(25, condition)
            .set(90, FromHost.original(mti, "000017", "1122033000")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"622700000000001", "6227000000000010", "62270000000A0011", "", "12345678"})
  void whatIsNoCardNumberIsNoCard(String number) {
    assertRefused(ResponseCode.NO_SUCH_CARD, FromHost.purchase().set(2, number));
  }

  @Test
  void anAmountIsMoreThanZero() {
    assertRefused(ResponseCode.INVALID_AMOUNT, FromHost.purchase().set(4, "000000000000"));
    assertRefused(ResponseCode.INVALID_AMOUNT, FromHost.purchase().set(4, (String) null));
    assertRefused(
        ResponseCode.INVALID_AMOUNT,
        FromHost.following("0220", "200000", "00").set(4, "000000000000"));
  }

  @Test
  void whatFollowsNamesAnOriginal() {
    assertRefused(ResponseCode.FORMAT_ERROR, FromHost.message("0200", "200000", "00"));
  }

  @Test
  void theReversalOfAReversalIsUnknown() {
    assertRefused(
        ResponseCode.INVALID_TRANSACTION,
        FromHost.reversal("0420").set(90, FromHost.original("0420", "000018", "1122033100")));
  }

  @Test
  void theStripeOfAnotherCardIsRefused() {
    String track2 = Edge.CARD.digits() + "=29122011234556100000";

    assertRefused(ResponseCode.FORMAT_ERROR, FromHost.purchase().set(35, track2));
    assertRefused(
        ResponseCode.FORMAT_ERROR, FromHost.purchase().set(35, FromHost.CARD.digits() + "=2912"));
  }

  @Test
  void aPinThatCannotBeOpenedIsRefused() {
    assertRefused(ResponseCode.PIN_FORMAT, FromHost.purchase().set(52, new byte[7]));
    zone.retire(HOST, KeyType.ZPK);
    assertRefused(ResponseCode.PIN_FORMAT, FromHost.purchase().set(52, PIN_BLOCK));
  }
}

package org.openprepaid.web.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openprepaid.key.MacAlgorithm;
import org.openprepaid.routing.CardIssuer;
import org.openprepaid.routing.CardRange;
import org.openprepaid.routing.DailyWindow;
import org.openprepaid.routing.IssuerRoute;
import org.openprepaid.routing.OutOfServiceMark;
import org.openprepaid.routing.RouteConditions;
import org.openprepaid.routing.RoutingException;
import org.openprepaid.routing.RoutingFault;
import org.openprepaid.routing.UpstreamAddress;
import org.openprepaid.web.error.ApiError;
import org.openprepaid.web.error.ApiException;

/** Bodies of changes of routing. */
class RouteRequestTest {

  @Test
  void aBodyMakesAnEntry() {
    assertThat(RouteBody.issuer(body("{'code':'BANKA','name':'Bank','onUs':true}")))
        .isEqualTo(new CardIssuer("BANKA", "Bank", true));
    assertThat(RouteBody.range(body("{'digits':'6217:19','issuer':'BANKA'}")))
        .isEqualTo(CardRange.of("6217:19", "BANKA"));
    assertThat(RouteBody.host(body("{'name':'CUPNET','title':'Network','institution':'1'}")))
        .isEqualTo(new UpstreamAddress("CUPNET", "Network", "1", MacAlgorithm.X9_19));
    OutOfServiceMark mark =
        (OutOfServiceMark)
            RouteBody.mark(
                body("{'host':'CUPNET','reason':'down','until':'2026-12-01T06:00'}"), "anna");
    assertThat(mark.by()).isEqualTo("anna");
    assertThat(mark.until()).isEqualTo(LocalDateTime.parse("2026-12-01T06:00"));
  }

  @Test
  void aRouteIsNarrowedByWhatItsBodySaysAndByNothingElse() {
    assertThat(RouteBody.route(body("{'issuer':'BANKA','host':'CUPNET','alternative':null}")))
        .isEqualTo(new IssuerRoute(0, "BANKA", RouteConditions.NONE, "CUPNET", null, 100));
    assertThat(
            RouteBody.route(
                body(
                    "{'issuer':'BANKA','host':'CUPNET','alternative':'BACKUP','rank':7,"
                        + "'kinds':['REFUND'],'merchant':'898100054110001',"
                        + "'window':'22:00-06:00','validFrom':'2026-01-01','validTo':'2026-12-31'}")))
        .isEqualTo(
            new IssuerRoute(
                0,
                "BANKA",
                new RouteConditions(
                    Set.of("REFUND"),
                    "898100054110001",
                    DailyWindow.of("22:00-06:00"),
                    LocalDate.parse("2026-01-01"),
                    LocalDate.parse("2026-12-31")),
                "CUPNET",
                "BACKUP",
                7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "null", "'text'", "{'a':1}}", "{'a' 1}"})
  void whatIsNoObjectIsRefused(String text) {
    refused(() -> body(text).end());
  }

  @Test
  void anythingTooLongIsNotRead() {
    refused(() -> body("{'name':'" + "x".repeat(RouteRequest.MAX_BYTES) + "'}"));
  }

  @Test
  void aMemberOfAnotherTypeIsRefusedAndNotRepeated() {
    List<Consumer<RouteRequest>> readings =
        List.of(
            body -> body.text("a"),
            body -> body.flag("a"),
            body -> body.number("a", 1),
            body -> body.texts("a"),
            body -> body.optional("a", LocalDate::parse, "a date"));
    for (Consumer<RouteRequest> reading : readings) {
      refused(() -> reading.accept(body("{'a':{'secret':'6217001234567890'}}")));
    }
    refused(() -> body("{'a':[1]}").texts("a"));
    refused(() -> body("{'a':1.5}").number("a", 1));
    refused(() -> body("{'a':'6217001234567890'}").optional("a", LocalDate::parse, "a date"));
    refused(() -> body("{}").text("a"));
  }

  @Test
  void aMemberWithAWrongNameDoesNotPassForAMissingOne() {
    RouteRequest body = body("{'issuer':'BANKA','host':'CUPNET','merchnt':'898100054110001'}");
    RouteBody.route(body);

    refused(body::end);
  }

  @Test
  void everyFaultHasItsStatusAndItsCodeOnce() {
    for (RoutingFault fault : RoutingFault.values()) {
      assertThat(RouteExceptionMapper.status(fault).getStatusCode()).isIn(400, 404, 409, 503);
      assertThat(RouteExceptionMapper.error(new RoutingException(fault, "this")))
          .isEqualTo(new ApiError(fault.code(), fault.text() + ": this"));
    }
  }

  private static void refused(ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo("OP-1809"))
        .hasMessageNotContaining("6217001234567890");
  }

  private static RouteRequest body(String text) {
    try {
      return RouteRequest.read(
          new ByteArrayInputStream(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.openprepaid.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openprepaid.key.KeyType;
import org.openprepaid.routing.Route;
import org.openprepaid.transaction.Channel;
import org.openprepaid.transaction.Origin;
import org.openprepaid.transaction.OriginalReference;
import org.openprepaid.transaction.Outcome;
import org.openprepaid.transaction.PresentedCard;
import org.openprepaid.transaction.Request;
import org.openprepaid.transaction.RequestKey;
import org.openprepaid.transaction.ResponseCode;
import org.openprepaid.transaction.Rrn;
import org.openprepaid.transaction.Transmission;

/** A request goes to whoever decides it. */
class RouteTakenTest {
  private static final OriginalReference EARLIER = new OriginalReference(new Rrn(42), null, null);

  private final Edge edge = new Edge();

  @Test
  void aCardOfOursGoesToTheGatewayUntouched() {
    edge.routes(new Route.OnUs());
    Request.Purchase purchase = edge.purchase();

    assertThat(edge.ask(purchase).authCode()).isEqualTo("042137");

    assertThat(edge.gateway.submitted).containsExactly(purchase);
    assertThat(edge.cupnet.heardNothing()).isTrue();
  }

  @Test
  void whatNoHostIsAskedGoesToTheGatewayUntouched() {
    Request.TopUp topUp =
        new Request.TopUp(edge.next(), PresentedCard.of(Edge.CARD), Edge.yuan(30));
    Request.Reversal reversal = edge.reversalOf(edge.purchase());
    Request.HoldExpiry expiry = new Request.HoldExpiry(edge.next(), Edge.yuan(30), 42);

    List.of(topUp, reversal, expiry).forEach(edge::ask);

    assertThat(edge.gateway.submitted).containsExactly(topUp, reversal, expiry);
    assertThat(edge.cupnet.heardNothing()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"NO_ROUTE, 92", "OUT_OF_SERVICE, 91"})
  void aClosedRouteIsToldAndNothingIsRecorded(Route.Reason reason, String code) {
    edge.routes(new Route.Closed(reason));

    assertThat(edge.ask(edge.purchase())).isEqualTo(Outcome.unrecorded(ResponseCode.of(code)));
    assertThat(edge.gateway.only(Request.Forwarded.class).unreachable().code()).isEqualTo(code);
    assertThat(edge.cupnet.heardNothing()).isTrue();
  }

  @Test
  void aRoutingThatFailsHarmsOnlyItsRequest() {
    edge.routingFails();

    assertThat(edge.ask(edge.purchase())).isEqualTo(Outcome.unrecorded(ResponseCode.SYSTEM_ERROR));
    assertThat(edge.gateway.wasAsked()).isFalse();
  }

  @Test
  void withoutALinkNothingIsRecorded() {
    edge.cupnet.goesDown();
    edge.altnet.goesDown();

    for (Request request :
        List.of(
            edge.purchase(),
            new Request.BalanceInquiry(edge.next(), card(), Edge.yuan(0)),
            new Request.PreAuthorisation(edge.next(), card(), Edge.yuan(30)))) {
      assertThat(edge.ask(request)).isEqualTo(Outcome.unrecorded(ResponseCode.ISSUER_UNAVAILABLE));
    }
    assertThat(edge.gateway.submitted)
        .as("a repeat would get its first answer")
        .hasSize(3)
        .allMatch(each -> ((Request.Forwarded) each).unreachable() != null);
    assertThat(edge.cupnet.heardNothing()).isTrue();
  }

  @Test
  void aHostThatIsNotConnectedIsDown() {
    edge.routes(new Route.Upstream(List.of("NOWHERE")));

    assertThat(edge.ask(edge.purchase()).code()).isEqualTo(ResponseCode.ISSUER_UNAVAILABLE);
    assertThat(edge.gateway.only(Request.Forwarded.class).unreachable()).isNotNull();
  }

  @Test
  void whatTheHostIsOnlyToldOfIsRecordedAllTheSame() {
    edge.cupnet.goesDown();
    edge.altnet.goesDown();
    edge.gateway.records(forwarded -> ScriptedGateway.outcome(ResponseCode.APPROVED, "042137"));

    Request.Refund refund = new Request.Refund(edge.next(), card(), Edge.yuan(10), EARLIER);
    Request.Completion advice =
        new Request.Completion(edge.next(), card(), Edge.yuan(30), EARLIER, true);

    assertThat(edge.ask(refund).code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(edge.ask(advice).code()).isEqualTo(ResponseCode.APPROVED);

    assertThat(edge.gateway.submitted)
        .allSatisfy(
            request -> {
              Transmission sent = ((Request.Forwarded) request).sent();
              assertThat(sent.host()).isEqualTo(Edge.CUPNET);
              assertThat(sent.mti()).isEqualTo("0220");
            })
        .extracting(request -> ((Request.Forwarded) request).asked())
        .containsExactly(refund, advice);
    assertThat(edge.cupnet.heardNothing()).isTrue();
  }

  @Test
  void theAlternativeHostIsTakenWhileThePreferredOneIsDown() {
    edge.cupnet.goesDown();

    assertThat(edge.ask(edge.purchase()).code()).isEqualTo(ResponseCode.APPROVED);

    assertThat(edge.gateway.only(Request.Forwarded.class).sent().host()).isEqualTo(Edge.ALTNET);
    assertThat(edge.altnet.only().mti()).isEqualTo("0200");
    assertThat(edge.cupnet.heardNothing()).isTrue();
  }

  @Test
  void theAlternativeHostIsTakenWhileThePreferredOneCannotBeSentAMac() {
    edge.zone.retire(Edge.CUPNET, KeyType.ZAK);

    assertThat(edge.ask(edge.purchase()).code()).isEqualTo(ResponseCode.APPROVED);

    assertThat(edge.altnet.only().mti()).isEqualTo("0200");
    assertThat(edge.cupnet.heardNothing()).isTrue();
  }

  @Test
  void theAlternativeHostIsTakenForAPinThatThePreferredOneCannotBeSent() {
    edge.zone.retire(Edge.CUPNET, KeyType.ZPK);

    edge.ask(edge.purchaseWithPin());
    edge.ask(edge.purchase());

    assertThat(edge.altnet.only().has(52)).isTrue();
    assertThat(edge.cupnet.only().has(52)).isFalse();
  }

  @Test
  void whatFollowsGoesToTheHostThatTheGatewayNames() {
    edge.gateway.records(
        forwarded ->
            ScriptedGateway.pending(
                new Request.Forwarded(
                    forwarded.asked(), new Transmission(Edge.ALTNET, "0200", 99, Edge.TRANSMITTED)),
                Edge.earlier("0200", "778899")));

    edge.ask(new Request.VoidOfPurchase(edge.next(), card(), Edge.yuan(30), EARLIER));

    assertThat(edge.altnet.only().text(11)).isEqualTo("000099");
    assertThat(edge.cupnet.heardNothing()).isTrue();
  }

  @Test
  void theRequestOfAnotherDoorIsRoutedToo() {
    edge.routes(new Route.Upstream(List.of(Edge.CUPNET)));
    RequestKey key = RequestKey.of(Channel.REST, "order-1");
    Request.Purchase purchase = edge.purchase();
    Request.Purchase online =
        new Request.Purchase(
            new Origin(key, Channel.REST, Edge.MERCHANT, "", 0, 0, Edge.LOCAL_TIME, ""),
            purchase.card(),
            purchase.amount());

    assertThat(edge.ask(online).code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(edge.gateway.only(Request.Forwarded.class).origin().key()).isEqualTo(key);
  }

  private static PresentedCard card() {
    return PresentedCard.of(Edge.CARD);
  }
}

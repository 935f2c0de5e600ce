package org.openprepaid.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.openprepaid.iso8583.IsoAnswer;
import org.openprepaid.iso8583.NotSentException;

/** The hosts are followed as their table says, one connection to each. */
class HostLinksTest {
  private final FakeHosts hosts = new FakeHosts();
  private final FakeHost cupnet = new FakeHost(new ArrayList<>());
  private final HostLinks links =
      new HostLinks(
          hosts,
          host -> new NetworkDesk(host, null),
          new ZoneKeys(TestZone.withKeysOf(Edge.CUPNET, Edge.ALTNET).security));

  private void follow(String... names) {
    for (String name : names) {
      links.follow(Map.of(name, Edge.host(name)));
    }
  }

  @Test
  void aHostIsConnectedOnceAndServedByItsDesk() {
    hosts.put(Edge.CUPNET, cupnet);
    follow(Edge.CUPNET);
    Object desk = cupnet.listener();

    follow(Edge.CUPNET);

    assertThat(cupnet.listener()).isNotNull().isSameAs(desk);
    assertThat(links.isUp(Edge.CUPNET)).isTrue();
    assertThat(links.status()).containsOnlyKeys(Edge.CUPNET);
  }

  @Test
  void aConnectionThatTheContainerTookAwayIsReplaced() {
    FakeHost before = new FakeHost(new ArrayList<>());
    hosts.put(Edge.CUPNET, before);
    follow(Edge.CUPNET);
    before.isTakenAway();
    hosts.put(Edge.CUPNET, cupnet);
    assertThat(links.isUp(Edge.CUPNET)).isFalse();

    follow(Edge.CUPNET);

    assertThat(links.isUp(Edge.CUPNET)).isTrue();
    assertThat(cupnet.listener()).isNotNull();
  }

  @Test
  void aHostThatCannotBeConnectedIsTriedAgainAndHarmsNoOther() {
    hosts.put(Edge.ALTNET, new FakeHost(new ArrayList<>()));
    follow(Edge.CUPNET, Edge.ALTNET);
    assertThat(links.isUp(Edge.CUPNET)).isFalse();
    assertThat(links.isUp(Edge.ALTNET)).isTrue();
    assertThat(links.host(Edge.CUPNET)).isEqualTo(Edge.host(Edge.CUPNET));

    hosts.put(Edge.CUPNET, cupnet);
    follow(Edge.CUPNET);

    assertThat(links.isUp(Edge.CUPNET)).isTrue();
  }

  @Test
  void toAHostThatIsNotConnectedNothingIsSent() {
    follow(Edge.CUPNET);

    assertNotSent(() -> send());
    assertNotSent(
        () ->
            links
                .sendPlain(Edge.host(Edge.CUPNET), FromHost.management("101"), Edge.PATIENCE)
                .toCompletableFuture()
                .join());
  }

  @Test
  void networkManagementHasNoMac() {
    hosts.put(Edge.CUPNET, cupnet);
    follow(Edge.CUPNET);

    var unused = links.sendPlain(Edge.host(Edge.CUPNET), FromHost.management("101"), Edge.PATIENCE);

    assertThat(cupnet.onlySent().mac()).isEmpty();
  }

  @Test
  void afterTheEndNothingIsSent() {
    hosts.put(Edge.CUPNET, cupnet);
    follow(Edge.CUPNET);

    links.close();

    assertThat(links.isUp(Edge.CUPNET)).isFalse();
    assertNotSent(() -> send());
    assertThat(cupnet.heardNothing()).isTrue();
  }

  private IsoAnswer send() {
    return links
        .send(Edge.host(Edge.CUPNET), FromHost.purchase(), Edge.PATIENCE)
        .toCompletableFuture()
        .join();
  }

  private static void assertNotSent(Runnable sending) {
    try {
      sending.run();
    } catch (CompletionException e) {
      assertThat(e).hasCauseInstanceOf(NotSentException.class);
      return;
    }
    throw new AssertionError("it was sent");
  }
}

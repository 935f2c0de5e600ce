package org.openprepaid.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openprepaid.database.OwnTransaction;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.iso8583.IsoReply;
import org.openprepaid.iso8583.IsoRequest;

/** Network management that a host begins: a change of keys, and what is not served. */
class NetworkManagementTest {
  private final AtomicInteger vaultAsked = new AtomicInteger();
  private final NetworkDesk desk = desk();

  private NetworkDesk desk() {
    KeyChange keyChange =
        new KeyChange(
            null,
            new VaultThatIsAway(),
            Clock.systemUTC(),
            () -> {
              throw new AssertionError("no key has changed");
            });
    return new NetworkDesk(
        Edge.host(Edge.CUPNET),
        new NetworkDesk.Tools(
            null, null, null, keyChange, null, new Counted().counters, Runnable::run));
  }

  /** A vault whose database does not answer: whoever asks it gets no further. */
  private final class VaultThatIsAway implements OwnTransaction {
    @Override
    public <T> T run(Work<T> work) throws SQLException {
      vaultAsked.incrementAndGet();
      throw new SQLException("the test took it away");
    }
  }

  private IsoReply reply(IsoRequest request) {
    CompletableFuture<IsoReply> stage = desk.onRequest(request).toCompletableFuture();
    assertThat(stage).isCompleted();
    return stage.join();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "ZPK", "ZPK08D7B4FB", "ZMK08D7B4FBB0080", "xyz"})
  void aMalformedKeyIsRefusedForItsForm(String element48) {
    IsoReply reply = reply(FromHost.unsigned(FromHost.management("101").set(48, element48)));

    assertThat(reply.fields().mti()).isEqualTo("0810");
    assertThat(reply.fields().text(39)).isEqualTo("30");
    assertThat(reply.fields().text(70)).isEqualTo("101");
    assertThat(reply.fields().has(48)).isFalse();
    assertThat(reply.macFunction()).isNull();
    assertThat(vaultAsked).hasValue(0);
  }

  @Test
  void aNewKeyGoesToTheVault() {
    IsoFields message = FromHost.management("101").set(48, "ZPK08D7B4FB" + "B0080P0TE00E0000");

    IsoReply reply = reply(FromHost.unsigned(message));

    assertThat(vaultAsked).hasPositiveValue();
    assertThat(reply.fields().text(39)).isEqualTo("05");
    assertThat(reply.macFunction()).isNull();
  }

  @Test
  void otherManagementIsNotSupported() {
    IsoReply reply = reply(FromHost.unsigned(FromHost.management("161")));

    assertThat(reply.fields().mti()).isEqualTo("0810");
    assertThat(reply.fields().text(39)).isEqualTo("40");
    assertThat(reply.fields().text(11)).isEqualTo("000019");
  }
}

package org.openprepaid.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections as an application gets them, from as much of a container's pool as matters. */
class PoolTest {
  private static final String ADDRESSES = "openprepaid.upstream.POOLNET.addresses";

  private final TestContainer container =
      new TestContainer(request -> CompletableFuture.completedFuture(null));
  private final Pool pool = new Pool();
  private TestHost host;
  private IsoManagedConnectionFactory factory;
  private IsoConnectionFactory lookedUp;

  /** Keeps what is free, throws away what is said to be broken. */
  @SuppressWarnings("serial")
  private static final class Pool implements ConnectionManager, ConnectionEventListener {
    private final List<ManagedConnection> free = new CopyOnWriteArrayList<>();
    private final List<ManagedConnection> destroyed = new CopyOnWriteArrayList<>();

    @Override
    public Object allocateConnection(ManagedConnectionFactory factory, ConnectionRequestInfo info)
        throws ResourceException {
      ManagedConnection connection = factory.matchManagedConnections(Set.copyOf(free), null, info);
      if (connection == null) {
        connection = factory.createManagedConnection(null, info);
        connection.addConnectionEventListener(this);
      } else {
        free.remove(connection);
      }
      return connection.getConnection(null, info);
    }

    @Override
    public void connectionClosed(ConnectionEvent event) {
      free.add((ManagedConnection) event.getSource());
    }

    @Override
    public void connectionErrorOccurred(ConnectionEvent event) {
      try {
        ((ManagedConnection) event.getSource()).destroy();
        destroyed.add((ManagedConnection) event.getSource());
      } catch (ResourceException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void localTransactionStarted(ConnectionEvent event) {}

    @Override
    public void localTransactionCommitted(ConnectionEvent event) {}

    @Override
    public void localTransactionRolledback(ConnectionEvent event) {}
  }

  @BeforeEach
  void start() throws Exception {
    host = new TestHost();
    System.setProperty(ADDRESSES, "127.0.0.1:" + host.port());
    factory = new IsoManagedConnectionFactory();
    factory.setResourceAdapter(container.adapter());
    lookedUp = (IsoConnectionFactory) factory.createConnectionFactory(pool);
  }

  @AfterEach
  void stop() throws Exception {
    container.close();
    host.close();
    System.clearProperty(ADDRESSES);
  }

  private void asks(IsoConnection connection, int trace) throws Exception {
    var answer = connection.send(TestUpstream.purchase(trace), null, Duration.ofSeconds(20));
    host.next().answer();
    assertThat(TestUpstream.answer(answer).fields().text(39)).isEqualTo("00");
  }

  @Test
  void oneSetOfLinksServesAllConnectionsToAHostAndEndsWithTheLast() throws Exception {
    IsoConnection first = lookedUp.getConnection("POOLNET");
    IsoConnection second = lookedUp.getConnection("POOLNET");
    asks(first, 1);
    asks(second, 2);
    assertThat(host.links()).hasSize(1);

    first.close();
    first.close();
    assertThat(TestUpstream.failure(first.send(TestUpstream.purchase(3), null, Duration.ZERO)))
        .isInstanceOf(NotSentException.class);
    assertThatThrownBy(() -> first.listen(new TestListener()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(first.status().links()).isZero();
    asks(second, 4);
    second.close();
    assertThat(host.networkMessages).containsExactly("001", "002");
    assertThat(pool.free).isEmpty();
    assertThat(pool.destroyed).hasSize(2);

    IsoConnection third = lookedUp.getConnection("POOLNET");
    asks(third, 5);
    assertThat(host.links()).hasSize(2);
    third.close();
  }

  @Test
  void manyHandlesMayShareOneManagedConnection() throws Exception {
    HostName name = HostName.of("POOLNET");
    ManagedConnection managed = factory.createManagedConnection(null, name);
    managed.addConnectionEventListener(pool);
    IsoConnection one = (IsoConnection) managed.getConnection(null, name);
    IsoConnection other = (IsoConnection) managed.getConnection(null, name);
    asks(one, 1);
    one.close();
    assertThat(pool.free).containsExactly(managed);
    asks(other, 2);

    assertThat(factory.matchManagedConnections(Set.of(managed), null, name)).isSameAs(managed);
    assertThat(factory.matchManagedConnections(Set.of(managed), null, HostName.of("OTHER")))
        .isNull();
    assertThat(factory.getInvalidConnections(Set.of(managed))).isEmpty();
    other.close();
    assertThat(factory.matchManagedConnections(Set.of(managed), null, name)).isNull();
    assertThat(factory.getInvalidConnections(Set.of(managed))).hasSize(1);
    assertThatThrownBy(() -> managed.getConnection(null, name))
        .isInstanceOf(ResourceException.class);
  }

  @Test
  void aHandleGoesOverToAnotherManagedConnection() throws Exception {
    HostName name = HostName.of("POOLNET");
    ManagedConnection before = factory.createManagedConnection(null, name);
    ManagedConnection after = factory.createManagedConnection(null, name);
    IsoConnection handle = (IsoConnection) before.getConnection(null, name);
    after.associateConnection(handle);
    before.destroy();

    asks(handle, 1);
    assertThat(handle.isOpen()).isTrue();
    after.cleanup();
    assertThat(handle.isOpen()).isFalse();
    assertThat(handle.status().links()).isZero();
    after.destroy();
  }

  @Test
  void stoppingTheAdapterClosesTheLinksAndLeavesNoThread() throws Exception {
    IsoConnection connection = lookedUp.getConnection("POOLNET");
    asks(connection, 1);
    assertThat(upstreamThreads()).isPositive();
    container.close();

    assertThat(host.networkMessages).containsExactly("001", "002");
    Waiting.until(() -> upstreamThreads() == 0);
    assertThat(
            TestUpstream.failure(
                connection.send(TestUpstream.purchase(2), null, Duration.ofSeconds(1))))
        .isInstanceOf(NotSentException.class);
    connection.close();
    assertThatThrownBy(() -> lookedUp.getConnection("POOLNET"))
        .isInstanceOf(ResourceException.class)
        .hasMessageContaining("stopped");
  }

  private static long upstreamThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("iso8583-upstream"))
        .count();
  }

  @Test
  void statisticsArePublishedWhileTheHostIsInUse() throws Exception {
    ObjectName name = new ObjectName("org.openprepaid:type=Iso8583Connection,name=POOLNET");
    var beans = ManagementFactory.getPlatformMBeanServer();
    try (IsoConnection connection = lookedUp.getConnection("POOLNET")) {
      asks(connection, 1);

      assertThat(beans.getAttribute(name, "SignedOn")).isEqualTo(1);
      assertThat(beans.getAttribute(name, "Answered")).isEqualTo(1L);
      assertThat(beans.getAttribute(name, "Host")).isEqualTo("POOLNET");
    }
    assertThat(beans.isRegistered(name)).isFalse();
  }

  @Test
  void wrongNamesAndSettingsAreToldToTheCaller() {
    for (String name : new String[] {null, "", "with blank", "../etc", "A2345678901234567"}) {
      assertThatThrownBy(() -> lookedUp.getConnection(name))
          .isInstanceOf(ResourceException.class)
          .hasMessageStartingWith("OP-1101");
    }
    System.setProperty(ADDRESSES, "nowhere");
    assertThatThrownBy(() -> lookedUp.getConnection("POOLNET"))
        .isInstanceOf(ResourceException.class)
        .hasMessageStartingWith("OP-1101")
        .hasMessageContaining(ADDRESSES);
  }

  @Test
  void theContractWithTheContainerIsKept() throws Exception {
    IsoManagedConnectionFactory same = new IsoManagedConnectionFactory();
    assertThat(same).isNotEqualTo(factory);
    int before = same.hashCode();
    same.setResourceAdapter(container.adapter());
    assertThat(same).isEqualTo(factory).hasSameHashCodeAs(factory);
    assertThat(same.hashCode()).isEqualTo(before);
    assertThatThrownBy(() -> same.setResourceAdapter(new Iso8583ResourceAdapter()))
        .isInstanceOf(ResourceException.class);
    assertThatThrownBy(factory::createConnectionFactory).isInstanceOf(NotSupportedException.class);
    assertThatThrownBy(() -> factory.createManagedConnection(null, null))
        .isInstanceOf(ResourceException.class);
    ManagedConnection managed = factory.createManagedConnection(null, HostName.of("POOLNET"));
    assertThat(managed.getMetaData().getEISProductName()).contains("POOLNET");
    assertThatThrownBy(managed::getXAResource).isInstanceOf(NotSupportedException.class);
    assertThatThrownBy(managed::getLocalTransaction).isInstanceOf(NotSupportedException.class);
    managed.destroy();
    managed.destroy();
  }
}

package org.openprepaid.upstream;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openprepaid.iso8583.IsoAnswer;
import org.openprepaid.iso8583.IsoConnection;
import org.openprepaid.iso8583.IsoConnectionFactory;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.iso8583.IsoLinkListener;
import org.openprepaid.iso8583.LinkStatus;
import org.openprepaid.iso8583.NotSentException;
import org.openprepaid.transaction.PresentedCard;

/** The hosts that there are, and one connection to each for as long as the application runs. */
final class HostLinks implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(HostLinks.class.getName());

  /** The links keep the time themselves; this is for the day on which they do not. */
  private static final int GRACE_SECONDS = 10;

  private static final LinkStatus NONE = new LinkStatus(0, 0, 0, 0, 0, 0, 0);

  private final IsoConnectionFactory factory;
  private final Function<UpstreamHost, IsoLinkListener> listeners;
  private final ZoneKeys keys;
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private final Map<String, String> missingKeys = new ConcurrentHashMap<>();
  private final Map<String, UpstreamHost> hosts = new ConcurrentHashMap<>();
  private final Map<String, IsoConnection> connections = new ConcurrentHashMap<>();

  /**
   * @param listeners who serves what a host sends unasked
   */
  HostLinks(
      IsoConnectionFactory factory,
      Function<UpstreamHost, IsoLinkListener> listeners,
      ZoneKeys keys) {
    this.factory = factory;
    this.listeners = listeners;
    this.keys = keys;
  }

  /**
   * Takes over what the table of hosts says now. Hosts that are new are connected, and those whose
   * connection the container took away, when its pool was flushed.
   */
  void follow(Map<String, UpstreamHost> known) {
    hosts.putAll(known);
    connections.values().removeIf(connection -> !connection.isOpen());
    for (UpstreamHost host : known.values()) {
      if (!connections.containsKey(host.name())) {
        connect(host);
      }
      tellMissingKey(host.name());
    }
  }

  /** Once, and not for each request that is refused because of it. */
  private void tellMissingKey(String host) {
    String missing = keys.missing(host);
    if (!missing.equals(missingKeys.put(host, missing)) && !missing.isEmpty()) {
      LOG.log(
          Level.SEVERE,
          "OP-1254 zone {0} has no active {1}: what needs it is not sent",
          new Object[] {host, missing});
    }
  }

  private void connect(UpstreamHost host) {
    try {
      IsoConnection connection = factory.getConnection(host.name());
      connection.listen(listeners.apply(host));
      connections.put(host.name(), connection);
      LOG.log(Level.INFO, "OP-1250 host {0}: connecting", host.name());
    } catch (Exception e) {
      boolean first = told.add(host.name());
      LOG.log(
          first ? Level.SEVERE : Level.FINE,
          e,
          () -> "OP-1251 host " + host.name() + " cannot be connected, to be tried again");
    }
  }

  /** {@code null} when there is no such host. */
  UpstreamHost host(String name) {
    return hosts.get(name);
  }

  /** Whether what is sent may reach it, under our MAC. */
  boolean isUp(String host) {
    return status(host).isUp() && keys.canSign(host);
  }

  /** Whether it can be asked about a card. */
  boolean canAsk(String host, PresentedCard card) {
    return isUp(host) && (card.pin() == null || keys.zpk(host) != null);
  }

  LinkStatus status(String host) {
    IsoConnection connection = connections.get(host);
    return connection == null ? NONE : connection.status();
  }

  /** Of every host, by name. */
  Map<String, LinkStatus> status() {
    Map<String, LinkStatus> all = new TreeMap<>();
    hosts.keySet().forEach(name -> all.put(name, status(name)));
    return all;
  }

  /**
   * Sends a request under the zone's MAC; see {@link IsoConnection#send}. Throws nothing: whatever
   * goes wrong in sending, the host may have the request. The stage ends within the time given and
   * {@value #GRACE_SECONDS} s.
   */
  CompletionStage<IsoAnswer> send(UpstreamHost host, IsoFields message, Duration patience) {
    IsoConnection connection = connections.get(host.name());
    if (connection == null) {
      return CompletableFuture.failedStage(new NotSentException("not connected"));
    }
    if (!keys.canSign(host.name())) {
      LOG.log(Level.SEVERE, "OP-1254 zone {0} has no ZAK that can be used now", host.name());
      return CompletableFuture.failedStage(new NotSentException("no key for the MAC"));
    }
    return sent(connection, message, covered -> keys.mac(host, covered), patience);
  }

  /** Sends what needs no MAC, network management; else as {@link #send}. */
  CompletionStage<IsoAnswer> sendPlain(UpstreamHost host, IsoFields message, Duration patience) {
    IsoConnection connection = connections.get(host.name());
    return connection == null
        ? CompletableFuture.failedStage(new NotSentException("not connected"))
        : sent(connection, message, null, patience);
  }

  private static CompletionStage<IsoAnswer> sent(
      IsoConnection connection, IsoFields message, UnaryOperator<byte[]> mac, Duration patience) {
    try {
      // a copy is given up here: the links' own stage is theirs to end
      return connection
          .send(message, mac, patience)
          .thenApply(answer -> answer)
          .toCompletableFuture()
          .orTimeout(patience.plusSeconds(GRACE_SECONDS).toMillis(), TimeUnit.MILLISECONDS);
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  @Override
  public void close() {
    connections.values().forEach(IsoConnection::close);
    connections.clear();
  }
}

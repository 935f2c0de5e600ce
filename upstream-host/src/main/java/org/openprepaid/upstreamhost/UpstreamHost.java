package org.openprepaid.upstreamhost;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openprepaid.upstreamhost.desk.House;
import org.openprepaid.upstreamhost.desk.Statistics;
import org.openprepaid.upstreamhost.key.KeyType;
import org.openprepaid.upstreamhost.misbehave.Outage;
import org.openprepaid.upstreamhost.misbehave.Script;
import org.openprepaid.upstreamhost.network.NetworkAnswer;
import org.openprepaid.upstreamhost.network.NetworkRequest;
import org.openprepaid.upstreamhost.wire.Engine;
import org.openprepaid.upstreamhost.wire.FaultLog;
import org.openprepaid.upstreamhost.wire.Line;
import org.openprepaid.upstreamhost.wire.Link;
import org.openprepaid.upstreamhost.wire.Links;

/**
 * The simulated host, running. Tests make one in their own JVM, or start the program and talk to
 * its control port; several may run at a time, each with its own journal.
 */
public final class UpstreamHost implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final HostSettings settings;
  private final Script script;
  private final House house;
  private final Links links = new Links();
  private final Line line;
  private final Engine engine;

  private UpstreamHost(HostSettings settings) {
    this.settings = settings;
    script = new Script(settings.manner().seed());
    List<Outage> outages = script.add(settings.rules());
    house = new House(settings.sample(), settings.journal(), settings.manner(), script);
    try {
      line = new Line(settings.address(), settings.port(), links, house.reception());
      // nobody else has this journal
      Path deployed = Path.of(settings.journal() + ".q2");
      engine = new Engine("upstream-" + NUMBER.incrementAndGet(), line, deployed);
    } catch (RuntimeException e) {
      house.close();
      throw e;
    }
    outages.forEach(this::plan);
  }

  /**
   * Starts a host; it listens when this returns.
   *
   * @throws HostException {@code OP-1983} port, {@code OP-1984} and {@code OP-1990} journal, {@code
   *     OP-1985} rules
   */
  public static UpstreamHost start(HostSettings settings) {
    return new UpstreamHost(settings);
  }

  /** Where acquirers connect. */
  public int port() {
    return line.port();
  }

  /** The host's name. */
  public String name() {
    return settings.sample().host();
  }

  /** Stops listening and hangs up on everyone. */
  public void down() {
    engine.down();
  }

  /** Listens again. */
  public void up() {
    engine.up();
  }

  /**
   * Adds rules to misbehave by.
   *
   * @throws HostException {@code OP-1985} when one is not understood
   */
  public void misbehave(String rules) {
    script.add(rules).forEach(this::plan);
  }

  /** Behaves from now on. */
  public void behave() {
    script.clear();
  }

  /** How often what has happened. */
  public Statistics statistics() {
    return house.statistics();
  }

  /** Links that are open. */
  public int links() {
    return links.size();
  }

  /** One line: links, counts, rules and how often each hit. */
  public String report() {
    String rules = script.toString();
    return ("links=" + links.size() + " " + statistics() + (rules.isEmpty() ? "" : " | " + rules))
        .strip();
  }

  /** What a card of the host has, without what is held, in minor units. */
  public long available(String pan) {
    return house.available(pan);
  }

  /**
   * Sends a request for a card of the acquirer's own over the link that was opened last.
   *
   * @throws HostException {@code OP-1987} when no link is open or no answer comes in time
   */
  public NetworkAnswer send(NetworkRequest request, long timeoutMillis) {
    return house.send(link(), request, timeoutMillis);
  }

  /**
   * Gives the acquirer a new key.
   *
   * @return its check value
   * @throws HostException {@code OP-1987} when no link is open, no answer comes or it refuses
   */
  public String changeKey(KeyType type, long timeoutMillis) {
    return house.changeKey(type, link(), timeoutMillis);
  }

  @Override
  public void close() {
    engine.close();
    house.close();
  }

  private Link link() {
    return links.newest().orElseThrow(() -> new HostException("OP-1987", "no link is open"));
  }

  private void plan(Outage outage) {
    long begins = outage.after().toMillis();
    long ends = begins + outage.lasting().toMillis();
    var unused = house.timer().schedule(guarded(this::down), begins, TimeUnit.MILLISECONDS);
    unused = house.timer().schedule(guarded(this::up), ends, TimeUnit.MILLISECONDS);
  }

  private static Runnable guarded(Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (RuntimeException e) {
        FaultLog.report(e.getMessage());
      }
    };
  }
}

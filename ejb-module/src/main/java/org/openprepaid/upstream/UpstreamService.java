package org.openprepaid.upstream;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.openprepaid.database.OwnTransaction;
import org.openprepaid.id.TimeOrderedIds;
import org.openprepaid.id.TraceNumbers;
import org.openprepaid.iso8583.IsoConnectionFactory;
import org.openprepaid.key.KeyManagement;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.key.SecurityModuleProducer;
import org.openprepaid.routing.Routing;
import org.openprepaid.transaction.Outcome;
import org.openprepaid.transaction.Request;
import org.openprepaid.transaction.TransactionGateway;
import org.openprepaid.transaction.TransactionSwitch;

/**
 * Holds what serves the upstream hosts: their links, the switch, the delivery of what they are owed
 * and the janitor. It runs outside any transaction; what it calls begins its own.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
@Local({TransactionSwitch.class, DebtDelivery.class, UpstreamSight.class})
public class UpstreamService implements TransactionSwitch, DebtDelivery, UpstreamSight {
  private static final Logger LOG = Logger.getLogger(UpstreamService.class.getName());
  private static final int QUEUE = 20_000;
  private static final long FOLLOW_SECONDS = 2;
  private static final long SWEEP_SECONDS = 5;

  @Inject private TransactionGateway gateway;
  @Inject private Routing routing;
  @Inject private SecurityModule security;
  @Inject private SecurityModuleProducer keyRing;
  @Inject private KeyManagement keyManagement;
  @Inject private OwnTransaction vault;
  @Inject private TimeOrderedIds ids;
  @Inject private TraceNumbers traces;
  @Inject private MetricRegistry metrics;
  @Resource private ManagedThreadFactory threads;
  @Resource private ManagedScheduledExecutorService scheduler;

  @Resource(lookup = "jdbc/prepaid")
  private DataSource database;

  @Resource(lookup = "java:app/iso8583/upstream")
  private IsoConnectionFactory connections;

  @Inject private DebtRelay relay;

  @Inject
  @ConfigProperty(name = "openprepaid.zone", defaultValue = "Asia/Shanghai")
  private ZoneId zone;

  @Inject
  @ConfigProperty(name = "openprepaid.upstream.answer-timeout", defaultValue = "25")
  private int answerSeconds;

  @Inject
  @ConfigProperty(name = "openprepaid.upstream.left-behind", defaultValue = "60")
  private int leftBehindSeconds;

  @Inject
  @ConfigProperty(name = "openprepaid.upstream.threads", defaultValue = "4")
  private int workerCount;

  private ThreadPoolExecutor workers;
  private StrayBook strays;
  private HostLinks links;
  private UpstreamSwitch requests;
  private HostDelivery delivery;
  private PendingJanitor janitor;
  private KeyRequest keyRequest;
  private ScheduledFuture<?> following;
  private ScheduledFuture<?> sweeping;
  private boolean told;

  /** For the container. */
  public UpstreamService() {}

  @PostConstruct
  void open() {
    // what waits for a worker is an answer of money: when all is full, whoever brought it helps
    workers =
        new ThreadPoolExecutor(
            workerCount,
            workerCount,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            threads,
            new ThreadPoolExecutor.CallerRunsPolicy());
    Clock clock = Clock.systemUTC();
    Duration patience = Duration.ofSeconds(answerSeconds);
    UpstreamCounters counters = new UpstreamCounters(metrics);
    ZoneKeys keys = new ZoneKeys(security, keyRing::refresh);
    strays = new StrayBook(database, ids);
    NetworkDesk.Tools desk =
        new NetworkDesk.Tools(
            gateway,
            keys,
            new NetworkRequests(keys, zone),
            new KeyChange(keyManagement, vault, clock, keyRing::refresh),
            strays,
            counters,
            workers);
    links = new HostLinks(connections, host -> new NetworkDesk(host, desk), keys);
    AnswerReading answers = new AnswerReading(keys, strays, counters, clock);
    Inquirer inquirer =
        new Inquirer(links, keys, security, answers, counters, workers, patience, clock);
    requests =
        new UpstreamSwitch(
            gateway,
            routing,
            new UpstreamSwitch.Surroundings(links, inquirer, strays, relay),
            traces,
            workers,
            zone,
            clock);
    delivery =
        new HostDelivery(
            links, new DebtSubjects(database, security), answers, workers, patience, clock);
    Duration leftBehind = patience.plusSeconds(leftBehindSeconds);
    janitor = new PendingJanitor(database, gateway, requests, counters, leftBehind, clock);
    keyRequest = new KeyRequest(links, traces, patience, clock);
    publish();
    follow();
    following =
        scheduler.scheduleWithFixedDelay(
            this::follow, FOLLOW_SECONDS, FOLLOW_SECONDS, TimeUnit.SECONDS);
    sweeping =
        scheduler.scheduleWithFixedDelay(
            this::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
  }

  private void publish() {
    metrics.gauge("openprepaid_upstream_under_way", () -> requests.underWay());
    metrics.gauge(
        "openprepaid_upstream_oldest_pending_seconds", () -> janitor.oldestPendingSeconds());
    metrics.gauge("openprepaid_upstream_strays", () -> strays.seen());
  }

  /** Throws nothing: the container gives up a task that fails. */
  private void follow() {
    try (Connection connection = database.getConnection()) {
      Map<String, UpstreamHost> hosts = HostTable.all(connection);
      links.follow(hosts);
      hosts.keySet().forEach(this::publish);
      told = false;
    } catch (SQLException | RuntimeException e) {
      if (!told) {
        LOG.log(Level.WARNING, "OP-1251 the hosts cannot be read, to be tried again", e);
        told = true;
      }
    }
  }

  private void publish(String host) {
    Tag tag = new Tag("host", host);
    metrics.gauge("openprepaid_upstream_links_signed_on", () -> links.status(host).signedOn(), tag);
    metrics.gauge("openprepaid_upstream_links", () -> links.status(host).links(), tag);
    metrics.gauge("openprepaid_upstream_in_flight", () -> links.status(host).inFlight(), tag);
    metrics.gauge("openprepaid_upstream_waiting", () -> links.status(host).waiting(), tag);
  }

  private void sweep() {
    try {
      janitor.sweep();
      strays.write();
    } catch (RuntimeException e) {
      LOG.log(Level.SEVERE, "OP-1263 the sweep failed", e);
    }
  }

  @PreDestroy
  void close() {
    following.cancel(false);
    sweeping.cancel(false);
    links.close();
    workers.shutdown();
    strays.write();
  }

  @Override
  public CompletionStage<Outcome> submit(Request request) {
    return requests.submit(request);
  }

  @Override
  public boolean isAvailable(String host) {
    return delivery.isAvailable(host);
  }

  @Override
  public CompletionStage<Delivery> deliver(UpstreamDebt debt) {
    return delivery.deliver(debt);
  }

  @Override
  public CompletionStage<String> requestKey(String host, String type) {
    UpstreamHost known = links.host(host);
    if (known == null) {
      throw new IllegalArgumentException("no such host");
    }
    return keyRequest.send(known, type);
  }

  @Override
  public Map<String, HostState> hosts() {
    Map<String, HostState> states = new TreeMap<>();
    links
        .status()
        .forEach(
            (name, status) ->
                states.put(
                    name,
                    new HostState(
                        status.links(), status.signedOn(), status.inFlight(), status.waiting())));
    return states;
  }
}

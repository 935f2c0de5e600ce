package org.openprepaid.acquiring;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.ZoneId;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.openprepaid.iso8583.IsoReply;
import org.openprepaid.iso8583.IsoRequest;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.settlement.BatchSettlement;
import org.openprepaid.terminal.SignIn;
import org.openprepaid.terminal.TerminalDirectory;
import org.openprepaid.transaction.TransactionSwitch;

/**
 * Holds what all message-driven beans share: the acquirer and its desk's threads. It runs outside
 * any transaction; what it calls begins its own.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class AcquiringService {
  @Inject private TerminalDirectory directory;
  @Inject private SecurityModule securityModule;
  @Inject private TransactionSwitch requests;
  @Inject private SignIn signIn;
  @Inject private BatchSettlement settlement;
  @Inject private MetricRegistry metrics;
  @Resource private ManagedThreadFactory threads;

  @Inject
  @ConfigProperty(name = "openprepaid.zone", defaultValue = "Asia/Shanghai")
  private ZoneId zone;

  @Inject
  @ConfigProperty(name = "openprepaid.acquiring.desk-threads", defaultValue = "4")
  private int deskThreadCount;

  @Inject
  @ConfigProperty(name = "openprepaid.acquiring.desk-queue", defaultValue = "1000")
  private int deskQueue;

  private ThreadPoolExecutor deskThreads;
  private Acquirer acquirer;

  /** For the container. */
  public AcquiringService() {}

  @PostConstruct
  void open() {
    deskThreads =
        new ThreadPoolExecutor(
            deskThreadCount,
            deskThreadCount,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(deskQueue),
            threads);
    MessageDispatch dispatch = MessageDispatch.load(MessageDispatch.CUP);
    ReplyMapping replies = new ReplyMapping(zone, Clock.systemUTC());
    acquirer =
        new Acquirer(
            new Acquirer.Decider(directory, securityModule, requests),
            dispatch,
            new RequestMapping(dispatch, zone),
            replies,
            new ManagementDesk(directory, signIn, settlement, replies),
            deskThreads,
            new AcquiringCounters(metrics::counter));
    metrics.gauge("openprepaid_security_module_in_reach", () -> securityModule.isInReach() ? 1 : 0);
  }

  /** Ends the threads; what waits is dropped, and its terminals ask again. */
  @PreDestroy
  void close() {
    deskThreads.shutdownNow();
  }

  /** Answers one message; see {@link Acquirer#answer}. */
  public CompletionStage<IsoReply> answer(IsoRequest message) {
    return acquirer.answer(message);
  }
}

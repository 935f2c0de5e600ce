package org.openprepaid.batch;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.BatchStatus;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.openprepaid.transaction.TransactionGateway;

/**
 * Starts the hold-expiry job when holds are due, never two at once on a node. A run that failed is
 * taken up from its checkpoint. Two nodes may run at the same time: the request keys are the same.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HoldExpirySchedule {
  static final String JOB = "hold-expiry";
  private static final Logger LOG = Logger.getLogger(HoldExpirySchedule.class.getName());
  private static final int MAX_MINUTES = 1_440;

  @Inject
  @ConfigProperty(name = "openprepaid.hold-expiry.minutes", defaultValue = "5")
  private int minutes;

  @Inject private DueHolds holds;
  @Inject private TransactionGateway gateway;
  @Resource private TimerService timers;
  private final Clock clock = Clock.systemUTC();

  /** The last run started here; what earlier processes left unfinished is due again anyway. */
  private Long lastExecution;

  /** For the container. */
  public HoldExpirySchedule() {}

  @PostConstruct
  void schedule() {
    if (minutes < 1 || minutes > MAX_MINUTES) {
      throw new IllegalArgumentException(
          "OP-1016 openprepaid.hold-expiry.minutes must be 1 to " + MAX_MINUTES);
    }
    long period = Duration.ofMinutes(minutes).toMillis();
    timers.createIntervalTimer(period, period, new TimerConfig(JOB, false));
  }

  /** Throws nothing: the container gives up a timer whose method fails. */
  @Timeout
  void tick() {
    try {
      if (gateway.isRunning() && !isRunning() && isAnyDue()) {
        lastExecution = start();
      }
    } catch (SQLException | RuntimeException | ServiceConfigurationError e) {
      // a run whose record is lost is begun anew; a hold still expires once. The error is how the
      // batch runtime says that its job repository is out of reach
      lastExecution = null;
      LOG.log(Level.WARNING, "OP-1613 hold expiry not started, to be tried again", e);
    }
  }

  private boolean isAnyDue() throws SQLException {
    HoldPosition start = HoldPosition.start(HoldExpiryReader.dueBefore(clock));
    return !holds.after(start).isEmpty();
  }

  private boolean isRunning() {
    BatchStatus status = lastStatus();
    return status == BatchStatus.STARTING
        || status == BatchStatus.STARTED
        || status == BatchStatus.STOPPING;
  }

  private BatchStatus lastStatus() {
    return lastExecution == null
        ? null
        : BatchRuntime.getJobOperator().getJobExecution(lastExecution).getBatchStatus();
  }

  private long start() {
    JobOperator operator = BatchRuntime.getJobOperator();
    BatchStatus status = lastStatus();
    if (status == BatchStatus.FAILED || status == BatchStatus.STOPPED) {
      return operator.restart(lastExecution, new Properties());
    }
    return operator.start(JOB, new Properties());
  }
}

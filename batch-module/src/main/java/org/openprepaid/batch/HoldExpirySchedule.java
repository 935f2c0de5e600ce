package org.openprepaid.batch;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
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
@TransactionManagement(TransactionManagementType.BEAN)
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

  /** What earlier processes left unfinished is due again anyway. */
  private final SoleRun run = new SoleRun(JOB);

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
      if (gateway.isRunning() && !run.isUnderWay() && isAnyDue()) {
        run.startOrResume();
      }
    } catch (SQLException | RuntimeException | ServiceConfigurationError e) {
      // a hold still expires once. The error is how the batch runtime says that its job repository
      // is out of reach
      run.forget();
      LOG.log(Level.WARNING, "OP-1613 hold expiry not started, to be tried again", e);
    }
  }

  private boolean isAnyDue() throws SQLException {
    HoldPosition start = HoldPosition.start(HoldExpiryReader.dueBefore(clock));
    return !holds.after(start).isEmpty();
  }
}

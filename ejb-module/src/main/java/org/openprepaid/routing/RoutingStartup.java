package org.openprepaid.routing;

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
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Reads routing while the application starts, so that a database without it stops the start and not
 * the first purchase, and looks for changes from then on.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class RoutingStartup {
  private static final Logger LOG = Logger.getLogger(RoutingStartup.class.getName());
  private static final int MIN_MILLIS = 100;
  private static final int MAX_MILLIS = 60_000;

  @Inject
  @ConfigProperty(name = "openprepaid.routing.refresh-millis", defaultValue = "1000")
  private int refreshMillis;

  @Inject private RoutingDirectory directory;
  @Resource private TimerService timers;

  /** For the container. */
  public RoutingStartup() {}

  @PostConstruct
  void open() {
    if (refreshMillis < MIN_MILLIS || refreshMillis > MAX_MILLIS) {
      throw new IllegalArgumentException(
          "OP-1665 openprepaid.routing.refresh-millis must be %d to %d"
              .formatted(MIN_MILLIS, MAX_MILLIS));
    }
    LOG.log(Level.INFO, "Routing version {0} is in force", directory.version() + "");
    timers.createIntervalTimer(
        refreshMillis, refreshMillis, new TimerConfig("routing-refresh", false));
  }

  @Timeout
  void look() {
    directory.follow();
  }
}

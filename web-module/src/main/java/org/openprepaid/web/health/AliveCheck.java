package org.openprepaid.web.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Alive while it answers and no threads wait for one another for ever: else only a restart helps.
 */
@Liveness
@ApplicationScoped
public class AliveCheck implements HealthCheck {
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("threads")
        .status(threads.findDeadlockedThreads() == null)
        .build();
  }
}

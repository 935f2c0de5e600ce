package org.openprepaid.web.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.openprepaid.transaction.TransactionGateway;

/** Ready only when the gateway's lanes take requests. */
@Readiness
@ApplicationScoped
public class GatewayCheck implements HealthCheck {
  @Inject private TransactionGateway gateway;

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("gateway").status(gateway.isRunning()).build();
  }
}

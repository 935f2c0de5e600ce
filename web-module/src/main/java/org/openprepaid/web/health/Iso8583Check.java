package org.openprepaid.web.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready only when terminals can connect: every ISO 8583 endpoint active, and one at least. A
 * deployment whose message-driven beans found no adapter looks healthy from everywhere else.
 */
@Readiness
@ApplicationScoped
public class Iso8583Check implements HealthCheck {
  private static final Logger LOG = Logger.getLogger(Iso8583Check.class.getName());
  private static final String PATTERN = "org.openprepaid:type=Iso8583Endpoint,*";
  private static final String ACTIVE = "Active";

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("iso8583").status(allActive()).build();
  }

  boolean allActive() {
    try {
      Set<ObjectName> endpoints = server.queryNames(new ObjectName(PATTERN), null);
      for (ObjectName endpoint : endpoints) {
        if (!Boolean.TRUE.equals(server.getAttribute(endpoint, ACTIVE))) {
          return false;
        }
      }
      return !endpoints.isEmpty();
    } catch (JMException e) {
      LOG.log(Level.WARNING, "OP-1811 the ISO 8583 endpoints do not tell their state", e);
      return false;
    }
  }
}

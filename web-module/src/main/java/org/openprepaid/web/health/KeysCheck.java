package org.openprepaid.web.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.SecurityModule;

/** Ready only when the security module works with its keys. */
@Readiness
@ApplicationScoped
public class KeysCheck implements HealthCheck {
  private static final Logger LOG = Logger.getLogger(KeysCheck.class.getName());
  private static final byte[] NOTHING = new byte[16];

  @Inject private SecurityModule securityModule;

  @Override
  public HealthCheckResponse call() {
    try {
      byte[] sealed = securityModule.sealBalance(0, 0, NOTHING);
      boolean opened = securityModule.openBalance(0, 0, sealed).length == NOTHING.length;
      return HealthCheckResponse.named("keys").status(opened).build();
    } catch (KeyException e) {
      LOG.log(Level.WARNING, e.getMessage());
      return HealthCheckResponse.named("keys").withData("code", e.code()).down().build();
    }
  }
}

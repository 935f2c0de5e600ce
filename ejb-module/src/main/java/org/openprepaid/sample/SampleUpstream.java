package org.openprepaid.sample;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.openprepaid.audit.AuditTrail;
import org.openprepaid.database.OwnTransaction;
import org.openprepaid.key.Kcv;
import org.openprepaid.key.KeyAlgorithm;
import org.openprepaid.key.KeyName;
import org.openprepaid.key.KeyOwner;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.KeySpec;
import org.openprepaid.key.KeyState;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.KeyVault;
import org.openprepaid.key.MacAlgorithm;
import org.openprepaid.key.ManagedKey;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.key.SecurityModuleProducer;
import org.openprepaid.routing.CardIssuer;
import org.openprepaid.routing.CardRange;
import org.openprepaid.routing.IssuerRoute;
import org.openprepaid.routing.RouteConditions;
import org.openprepaid.routing.RoutingDesk;
import org.openprepaid.routing.RoutingEntry;
import org.openprepaid.routing.RoutingPlan;
import org.openprepaid.routing.UpstreamAddress;

/**
 * Makes the sample's upstream host known: the keys of its zone, the host itself, and the range of
 * cards that it holds. Leaves out what is there already.
 */
@ApplicationScoped
public class SampleUpstream {
  private RoutingDesk routing;
  private SecurityModule security;
  private SecurityModuleProducer keyRing;
  private OwnTransaction transactions;

  /** For the container's proxy. */
  SampleUpstream() {}

  @Inject
  SampleUpstream(
      RoutingDesk routing,
      SecurityModule security,
      SecurityModuleProducer keyRing,
      OwnTransaction transactions) {
    this.routing = routing;
    this.security = security;
    this.keyRing = keyRing;
    this.transactions = transactions;
  }

  /**
   * @param line {@code null}: there is none
   */
  public void load(SamplePlan.UpstreamLine line) throws SQLException {
    if (line == null) {
      return;
    }
    transactions.run(connection -> keys(connection, line));
    keyRing.refresh();
    RoutingPlan plan = routing.plan();
    String name = line.host();
    add(plan, new UpstreamAddress(name, "Sample host", line.institution(), MacAlgorithm.X9_19));
    add(plan, new CardIssuer(name, "Issuer of others' cards", false));
    add(plan, CardRange.of(SampleCatalogue.FOREIGN_BIN, name));
    if (plan.all(IssuerRoute.class).stream().noneMatch(route -> route.issuer().equals(name))) {
      routing.add(
          AuditTrail.SYSTEM,
          new IssuerRoute(0, name, RouteConditions.NONE, name, null, IssuerRoute.USUAL_RANK));
    }
  }

  private void add(RoutingPlan plan, RoutingEntry entry) throws SQLException {
    if (plan.find(entry.kind(), entry.key()).isEmpty()) {
      routing.add(AuditTrail.SYSTEM, entry);
    }
  }

  private Void keys(Connection connection, SamplePlan.UpstreamLine line) throws SQLException {
    KeyVault vault = new KeyVault(connection);
    vault.lock();
    enter(vault, line.host(), KeyType.ZMK, line.zmk());
    enter(vault, line.host(), KeyType.ZPK, line.zpk());
    enter(vault, line.host(), KeyType.ZAK, line.zak());
    return null;
  }

  private void enter(KeyVault vault, String zone, KeyType type, String hex) throws SQLException {
    KeyName name = new KeyName(KeyOwner.zone(zone), type, 1);
    if (vault.find(name).isPresent()) {
      return;
    }
    byte[] clear = HexFormat.of().parseHex(hex);
    try {
      KeyRef key = security.combine(KeySpec.of(name, KeyAlgorithm.TDES_2KEY), List.of(clear));
      vault.insert(
          new ManagedKey(
              name, KeyState.ACTIVE, key, Kcv.of(security.kcv(key)), key.spec().validity()));
      vault.tell(name, AuditTrail.SYSTEM, "ENROLLED", LocalDateTime.now(ZoneOffset.UTC));
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }
}

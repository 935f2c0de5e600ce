package org.openprepaid.web.health;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready only when the database answers, and the schema is there. */
@Readiness
@ApplicationScoped
public class DatabaseCheck implements HealthCheck {
  private static final long TIMEOUT_MILLIS = 2_000;

  @Resource(lookup = "jdbc/prepaid")
  private DataSource database;

  @Resource private ManagedExecutorService threads;
  private BoundedProbe probe;

  @PostConstruct
  void prepare() {
    probe = new BoundedProbe(this::answers, TIMEOUT_MILLIS);
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("database").status(probe.ask(threads)).build();
  }

  private boolean answers() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement("SELECT business_date FROM business_day WHERE id = 1");
        ResultSet row = query.executeQuery()) {
      return row.next();
    }
  }
}

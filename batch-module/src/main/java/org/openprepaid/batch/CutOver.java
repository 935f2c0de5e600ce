package org.openprepaid.batch;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import javax.sql.DataSource;
import org.openprepaid.settlement.BusinessDay;

/** One cut-over, unless another node was first: decided under the lock that cut-over takes. */
@Stateless
public class CutOver {
  @Inject private BusinessDay businessDay;

  @Resource(lookup = "jdbc/prepaid")
  private DataSource database;

  /** For the container. */
  public CutOver() {}

  /**
   * Opens the next business day if the open one is before the one that should be.
   *
   * @return the day opened, empty when there was nothing to do
   */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public Optional<LocalDate> ifBehind(LocalDate due) throws SQLException {
    return lockedDay().isBefore(due) ? Optional.of(businessDay.cutOver()) : Optional.empty();
  }

  private LocalDate lockedDay() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement lock =
            connection.prepareStatement(
                "SELECT business_date FROM business_day WHERE id = 1 FOR UPDATE");
        ResultSet row = lock.executeQuery()) {
      if (!row.next()) {
        throw new SQLException("the table business_day has no row");
      }
      return row.getObject(1, LocalDate.class);
    }
  }
}

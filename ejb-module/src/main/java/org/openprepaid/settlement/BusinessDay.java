package org.openprepaid.settlement;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/**
 * The institution's open business day. Every group of transactions holds a share of its row, so a
 * cut-over waits for the groups under way and the next ones wait for it: no transaction falls in
 * two days or none (rule 6 of the architecture).
 */
@Stateless
public class BusinessDay {
  private static final String READ = "SELECT business_date FROM business_day WHERE id = 1";
  private static final String LOCK = READ + " FOR UPDATE";
  private static final String OPEN =
      "UPDATE business_day SET business_date = ?, opened_at = ? WHERE id = 1";

  @Resource(lookup = "jdbc/prepaid")
  private DataSource database;

  /** For the container. */
  public BusinessDay() {}

  BusinessDay(DataSource database) {
    this.database = database;
  }

  /**
   * The open business day.
   *
   * @throws EJBException OP-1701 when the database does not tell
   */
  public LocalDate current() {
    try (Connection connection = database.getConnection()) {
      return read(connection, READ);
    } catch (SQLException e) {
      throw new EJBException("OP-1701 the business day cannot be read or moved", e);
    }
  }

  /**
   * Ends the business day and opens the next calendar day; holds to the end of the caller's
   * transaction, or of its own.
   *
   * @return the new business day
   * @throws EJBException OP-1701 when the database does not answer
   */
  public LocalDate cutOver() {
    try (Connection connection = database.getConnection();
        PreparedStatement open = connection.prepareStatement(OPEN)) {
      LocalDate next = read(connection, LOCK).plusDays(1);
      open.setObject(1, next);
      open.setObject(2, LocalDateTime.now(ZoneOffset.UTC));
      open.executeUpdate();
      return next;
    } catch (SQLException e) {
      throw new EJBException("OP-1701 the business day cannot be read or moved", e);
    }
  }

  private static LocalDate read(Connection connection, String sql) throws SQLException {
    try (PreparedStatement read = connection.prepareStatement(sql);
        ResultSet row = read.executeQuery()) {
      if (!row.next()) {
        throw new SQLException("the table business_day has no row");
      }
      return row.getObject(1, LocalDate.class);
    }
  }
}

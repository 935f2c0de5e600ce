package org.openprepaid.card;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.openprepaid.key.SecurityModule;

/** Finds cards for staff: by number (through its hash) or by masked number. */
@ApplicationScoped
public class CardLookup {
  /** Cards told for one masked number, at most. */
  public static final int MAX_CARDS = 20;

  private static final Pattern MASKED = Pattern.compile("[0-9]{6}\\*{2,9}[0-9]{4}");

  private static final String SELECT =
      "SELECT c.id, c.account_id, c.pan_masked, p.code, c.status, c.expiry"
          + " FROM card c JOIN card_product p ON p.id = c.product_id WHERE ";

  @Resource(lookup = "jdbc/prepaid")
  private DataSource database;

  private SecurityModule securityModule;

  /** For the container's proxy. */
  protected CardLookup() {}

  @Inject
  public CardLookup(SecurityModule securityModule) {
    this.securityModule = securityModule;
  }

  CardLookup(DataSource database, SecurityModule securityModule) {
    this.database = database;
    this.securityModule = securityModule;
  }

  /** Whether this is a card number with its first six and last four digits shown. */
  public static boolean isMasked(String text) {
    return MASKED.matcher(text).matches();
  }

  public Optional<CardSummary> byNumber(Pan pan) {
    return securityModule.panHashes(pan.digits()).stream()
        .flatMap(hash -> find("c.pan_hash = ?", query -> query.setBytes(1, hash)).stream())
        .findFirst();
  }

  public Optional<CardSummary> byId(long cardId) {
    return find("c.id = ?", query -> query.setLong(1, cardId)).stream().findFirst();
  }

  /**
   * The cards that look like this, newest first, at most {@link #MAX_CARDS}: different cards may
   * share what a mask shows.
   *
   * @param masked as in {@link Pan#masked()}
   */
  public List<CardSummary> byMaskedNumber(String masked) {
    if (!isMasked(masked)) {
      throw new IllegalArgumentException("OP-1607 not a masked card number");
    }
    return find(
        "c.pan_masked = ? ORDER BY c.id DESC LIMIT " + MAX_CARDS,
        query -> query.setString(1, masked));
  }

  private List<CardSummary> find(String condition, Parameters parameters) {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(SELECT + condition)) {
      parameters.set(query);
      List<CardSummary> cards = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          cards.add(
              new CardSummary(
                  row.getLong(1),
                  row.getLong(2),
                  row.getString(3),
                  row.getString(4),
                  CardStatus.valueOf(row.getString(5)),
                  row.getString(6)));
        }
      }
      return cards;
    } catch (SQLException e) {
      throw new CardStoreException(e);
    }
  }

  private interface Parameters {
    void set(PreparedStatement query) throws SQLException;
  }
}

package org.openprepaid.web.admin;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.openprepaid.card.CardLookup;
import org.openprepaid.card.CardSummary;

/** Reads what transactions left behind: the back office's view, which changes nothing. */
@ApplicationScoped
public class TransactionArchive {
  private static final int QUERY_TIMEOUT_SECONDS = 10;

  @Resource(lookup = "jdbc/prepaid")
  private DataSource database;

  private CardLookup cards;

  /** For the container's proxy. */
  protected TransactionArchive() {}

  @Inject
  public TransactionArchive(CardLookup cards) {
    this.cards = cards;
  }

  TransactionArchive(DataSource database, CardLookup cards) {
    this.database = database;
    this.cards = cards;
  }

  /** A page of what a search finds, newest first. */
  public TransactionList search(TransactionSearch search, Page page) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return TransactionList.of(found(connection, search, page), page);
    }
  }

  /** The whole story of one transaction. */
  public Optional<TransactionStory> story(long transactionId) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(SummaryRow.SELECT + "WHERE t.id = ?")) {
      query.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
      query.setLong(1, transactionId);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(story(connection, row)) : Optional.empty();
      }
    }
  }

  private static TransactionStory story(Connection connection, ResultSet row) throws SQLException {
    TransactionSummary summary = SummaryRow.read(row);
    long available = row.getLong("available");
    Long availableOrNull = row.wasNull() ? null : available;
    return new TransactionStory(
        summary,
        row.getString("evidence"),
        new TransactionStory.Decision(
            summary.responseCode(),
            summary.meaning(),
            summary.state(),
            availableOrNull,
            row.getLong("refunded"),
            row.getString("request_key"),
            row.getString("local_time")),
        StoryParts.entry(connection, row.getLong("entry_id")),
        StoryParts.hold(connection, row.getLong("hold_id")),
        UpstreamParts.of(connection, row.getLong("id")),
        StoryParts.summary(connection, row.getLong("original_id")),
        StoryParts.followers(connection, row.getLong("id")));
  }

  private List<TransactionSummary> found(Connection connection, TransactionSearch search, Page page)
      throws SQLException {
    if (search instanceof TransactionSearch.ByRrn wanted) {
      long id = wanted.rrn().transactionId();
      return query(connection, "t.id = ? AND t.id < ?", page, List.of(id, page.before()));
    }
    if (search instanceof TransactionSearch.ByCard wanted) {
      List<TransactionSummary> both =
          new ArrayList<>(ofCards(connection, cards.byMaskedNumber(wanted.maskedPan()), page));
      both.addAll(ofOthersCards(connection, wanted.maskedPan(), page));
      both.sort(Comparator.comparing((TransactionSummary t) -> Long.valueOf(t.id())).reversed());
      return both.subList(0, Math.min(both.size(), page.limit() + 1));
    }
    TransactionSearch.ByTerminal wanted = (TransactionSearch.ByTerminal) search;
    StringBuilder condition = new StringBuilder("t.terminal_id = ?");
    List<Object> values = new ArrayList<>();
    values.add(wanted.terminalId());
    if (wanted.batch() != null) {
      condition.append(" AND t.batch_number = ?");
      values.add(wanted.batch());
    }
    if (wanted.trace() != null) {
      condition.append(" AND t.trace = ?");
      values.add(wanted.trace());
    }
    values.add(page.before());
    return query(connection, condition + " AND t.id < ?", page, values);
  }

  private static List<TransactionSummary> ofCards(
      Connection connection, List<CardSummary> cards, Page page) throws SQLException {
    if (cards.isEmpty()) {
      return List.of();
    }
    List<Object> values = new ArrayList<>();
    cards.forEach(card -> values.add(card.cardId()));
    values.add(page.before());
    String marks = "?" + ", ?".repeat(cards.size() - 1);
    return query(connection, "t.card_id IN (" + marks + ") AND t.id < ?", page, values);
  }

  private static List<TransactionSummary> ofOthersCards(
      Connection connection, String maskedPan, Page page) throws SQLException {
    return query(
        connection, "e.pan_masked = ? AND t.id < ?", page, List.of(maskedPan, page.before()));
  }

  private static List<TransactionSummary> query(
      Connection connection, String condition, Page page, List<Object> values) throws SQLException {
    // one more than the page shows whether another follows
    String sql =
        SummaryRow.SELECT
            + "WHERE "
            + condition
            + " ORDER BY t.id DESC LIMIT "
            + (page.limit() + 1);
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
      for (int i = 0; i < values.size(); i++) {
        query.setObject(i + 1, values.get(i));
      }
      List<TransactionSummary> found = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(SummaryRow.read(row));
        }
      }
      return found;
    }
  }
}

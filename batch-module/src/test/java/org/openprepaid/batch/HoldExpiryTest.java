package org.openprepaid.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openprepaid.money.Currency;
import org.openprepaid.money.Money;
import org.openprepaid.transaction.Outcome;
import org.openprepaid.transaction.Request;
import org.openprepaid.transaction.ResponseCode;
import org.openprepaid.transaction.TransactionGateway;

/** Holds whose time is over are set free, each once, whatever interrupts the run. */
class HoldExpiryTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final LocalDateTime NOON_UTC = LocalDateTime.ofInstant(NOON, ZoneOffset.UTC);

  private final JdbcDataSource database = new JdbcDataSource();
  private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
  private final Map<String, Request.HoldExpiry> asked = new LinkedHashMap<>();
  private ResponseCode answer = ResponseCode.APPROVED;

  private final TransactionGateway gateway =
      new TransactionGateway() {
        @Override
        public CompletionStage<Outcome> submit(Request request) {
          asked.put(request.origin().key().value(), (Request.HoldExpiry) request);
          return CompletableFuture.completedFuture(Outcome.unrecorded(answer));
        }

        @Override
        public boolean isRunning() {
          return true;
        }
      };

  @BeforeEach
  void anEmptyTableOfHolds() throws SQLException {
    database.setURL("jdbc:h2:mem:" + System.identityHashCode(this) + ";DB_CLOSE_DELAY=-1");
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE hold (id BIGINT PRIMARY KEY, transaction_id BIGINT, amount BIGINT,"
              + " currency CHAR(3), status VARCHAR(8), expires_at TIMESTAMP(6))");
    }
  }

  @Test
  void onlyPendingHoldsThatAreOverAreRead() throws Exception {
    hold(1, "PENDING", NOON_UTC.minusDays(2));
    hold(2, "POSTED", NOON_UTC.minusDays(2));
    hold(3, "PENDING", NOON_UTC.plusSeconds(1));
    hold(4, "PENDING", NOON_UTC.minusSeconds(30));
    hold(5, "PENDING", NOON_UTC.minusSeconds(61));
    assertThat(ids(readAll(null))).containsExactly(1L, 5L);
  }

  @Test
  void manyHoldsOfTheSameMomentAreReadOnceEach() throws Exception {
    for (int id = 1; id <= 501; id++) {
      hold(id, "PENDING", NOON_UTC.minusDays(1));
    }
    assertThat(ids(readAll(null))).hasSize(501).doesNotHaveDuplicates();
  }

  @Test
  void aRunGoesOnFromItsCheckpointThoughHoldsBeforeItHaveExpired() throws Exception {
    for (int id = 1; id <= 300; id++) {
      hold(id, "PENDING", NOON_UTC.minusDays(1).plusSeconds(id));
    }
    HoldExpiryReader first = reader();
    first.open(null);
    for (int i = 0; i < 250; i++) {
      first.readItem();
    }
    Serializable checkpoint = copied(first.checkpointInfo());
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE hold SET status = 'EXPIRED' WHERE id <= 250");
    }
    assertThat(ids(readAll(checkpoint))).hasSize(50).startsWith(251L).endsWith(300L);
  }

  @Test
  void theGatewayIsAskedForThePreAuthorisationWithAKeyThatARepeatShares() {
    DueHold hold = new DueHold(7, 77, Money.of(5_000, Currency.CNY), NOON_UTC.minusDays(1));
    HoldExpiryProcessor processor = new HoldExpiryProcessor(gateway, clock);
    processor.processItem(hold);
    processor.processItem(hold);
    assertThat(asked).containsOnlyKeys("B/hold-expiry-77-2026-11-22");
    Request.HoldExpiry request = asked.values().iterator().next();
    assertThat(request.holdTransactionId()).isEqualTo(77);
    assertThat(request.amount()).isEqualTo(hold.amount());
    assertThat(request.origin().isFromTerminal()).isFalse();
  }

  @Test
  void aHoldThatEndedMeanwhileDoesNotStopTheOthers() throws Exception {
    answer = ResponseCode.ORIGINAL_NOT_FOUND;
    new HoldExpiryWriter().writeItems(List.of(processed(1), processed(2)));
    assertThat(asked).hasSize(2);
  }

  @Test
  void aSystemThatDoesNotAnswerFailsTheChunkSoThatItIsTriedAgain() {
    Object fine = processed(1);
    answer = ResponseCode.SYSTEM_ERROR;
    Object notNow = processed(2);
    assertThatThrownBy(() -> new HoldExpiryWriter().writeItems(List.of(fine, notNow)))
        .hasMessageContaining("OP-1611 1 of 2");
  }

  private Object processed(long id) {
    return new HoldExpiryProcessor(gateway, clock)
        .processItem(new DueHold(id, id, Money.of(5_000, Currency.CNY), NOON_UTC.minusDays(1)));
  }

  private HoldExpiryReader reader() {
    return new HoldExpiryReader(new DueHolds(database), clock);
  }

  private List<DueHold> readAll(Serializable checkpoint) throws SQLException {
    HoldExpiryReader reader = reader();
    reader.open(checkpoint);
    List<DueHold> holds = new ArrayList<>();
    for (DueHold hold = reader.readItem(); hold != null; hold = reader.readItem()) {
      holds.add(hold);
    }
    return holds;
  }

  private static List<Long> ids(List<DueHold> holds) {
    return holds.stream().map(DueHold::id).toList();
  }

  /** As the job repository keeps it. */
  private static Serializable copied(Serializable checkpoint) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(checkpoint);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (Serializable) in.readObject();
    }
  }

  private void hold(long id, String status, LocalDateTime expiresAt) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO hold VALUES (?, ?, 5000, 'CNY', ?, ?)")) {
      insert.setLong(1, id);
      insert.setLong(2, id);
      insert.setString(3, status);
      insert.setObject(4, expiresAt);
      insert.executeUpdate();
    }
  }
}

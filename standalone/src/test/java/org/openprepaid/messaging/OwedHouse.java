package org.openprepaid.messaging;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.openprepaid.database.OwnTransaction;
import org.openprepaid.standalone.Broker;
import org.openprepaid.standalone.DatabaseLaunch;
import org.openprepaid.standalone.EmbeddedDatabase;
import org.openprepaid.standalone.Migration;
import org.openprepaid.standalone.RunDirectory;
import org.openprepaid.standalone.Secrets;
import org.openprepaid.upstream.DebtRecord;
import org.openprepaid.upstream.DebtRegister;
import org.openprepaid.upstream.DebtTicket;

/** A database and a broker, with debts in the one and messages in the other. */
final class OwedHouse implements OwnTransaction, AutoCloseable {
  private final Path directory;
  private final EmbeddedDatabase database;
  private final AtomicLong ids = new AtomicLong(1_000);
  private final ConcurrentLinkedQueue<Connection> idle = new ConcurrentLinkedQueue<>();
  private Broker broker;
  private boolean stopped;

  private OwedHouse(Path directory, EmbeddedDatabase database) {
    this.directory = directory;
    this.database = database;
  }

  static OwedHouse open(Path directory) {
    EmbeddedDatabase database = EmbeddedDatabase.start(DatabaseLaunch.forTest(directory));
    Migration.of(database.owner(), database.application(), line -> {}).run();
    OwedHouse house = new OwedHouse(directory, database);
    house.startBroker(0);
    return house;
  }

  void startBroker(int port) {
    broker = Broker.start(new RunDirectory(directory), port, Optional.empty());
    stopped = false;
  }

  /** Returns the port that it had. */
  int stopBroker() {
    int port = broker.port();
    broker.close();
    stopped = true;
    return port;
  }

  boolean isBrokerStopped() {
    return stopped;
  }

  ConnectionFactory messaging() {
    Secrets secrets = Secrets.openOrCreate(new RunDirectory(directory));
    // one try: a broker that is away is said to be so at once
    return new ActiveMQConnectionFactory(
        broker.url() + "?reconnectAttempts=0&initialConnectAttempts=1",
        secrets.get(Secrets.Key.BROKER_USER),
        secrets.get(Secrets.Key.BROKER_PASSWORD));
  }

  @Override
  public <T> T run(Work<T> work) throws SQLException {
    Connection connection = Optional.ofNullable(idle.poll()).orElseGet(this::connect);
    boolean done = false;
    try {
      T result = work.on(connection);
      connection.commit();
      done = true;
      return result;
    } finally {
      if (!done) {
        connection.rollback();
      }
      idle.add(connection);
    }
  }

  Connection connect() {
    try {
      Connection connection = database.application().connect();
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Debts to a host that arose now. */
  List<Long> owe(String host, int count) throws SQLException {
    return owe(host, count, "OWED", now());
  }

  List<Long> owe(String host, int count, String status, LocalDateTime dueAt) throws SQLException {
    List<Long> made = new ArrayList<>();
    run(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO upstream_debt (id, kind, transaction_id, host, reason, trace,"
                      + " transmitted_at, status, next_try_at, created_at)"
                      + " VALUES (?, 'REVERSAL', ?, ?, '98', 17, '2026-11-25 12:00:00', ?, ?, ?)")) {
            for (int i = 0; i < count; i++) {
              long id = ids.incrementAndGet();
              made.add(id);
              insert.setLong(1, id);
              insert.setLong(2, id);
              insert.setString(3, host);
              insert.setString(4, status);
              insert.setObject(5, dueAt);
              insert.setObject(6, now());
              insert.addBatch();
            }
            insert.executeBatch();
          }
          return null;
        });
    return made;
  }

  static LocalDateTime now() {
    return LocalDateTime.now(ZoneOffset.UTC);
  }

  DebtRecord debt(long id) {
    try {
      return run(connection -> new DebtRegister(connection).find(id)).orElseThrow();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  long count(String host, String status) {
    try {
      return run(
          connection -> {
            try (PreparedStatement query =
                connection.prepareStatement(
                    "SELECT COUNT(*) FROM upstream_debt WHERE host = ? AND status = ?")) {
              query.setString(1, host);
              query.setString(2, status);
              try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
              }
            }
          });
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As the owner: the application may not delete debts. */
  void execute(String sql) throws SQLException {
    try (Connection connection = database.owner().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** What lies in a queue, taken out of it; waits a moment for the first. */
  List<DebtTicket> take(String queue) {
    List<DebtTicket> taken = new ArrayList<>();
    try (JMSContext context = messaging().createContext()) {
      var consumer = context.createConsumer(context.createQueue(queue));
      for (Message next = consumer.receive(2_000); next != null; next = consumer.receiveNoWait()) {
        taken.add(OutboxMessages.read(next).orElseThrow());
      }
    }
    return taken;
  }

  @Override
  public void close() {
    broker.close();
    database.close();
  }
}

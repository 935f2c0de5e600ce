package org.openprepaid.key;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * The keys of the house in the vault's tables. Its connections commit by themselves, or take part
 * in the container's transaction if there is one.
 */
public final class JdbcKeyRingStore implements KeyRingStore {
  /**
   * SQLSTATE class of integrity violations, to which MariaDB's and MySQL's duplicate keys belong.
   */
  private static final String INTEGRITY_VIOLATION = "23";

  private static final String SYSTEM = "system";

  private final DataSource dataSource;

  public JdbcKeyRingStore(DataSource dataSource) {
    this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
  }

  @Override
  public KeyEpoch epoch() {
    return ask(KeyVault::epoch);
  }

  @Override
  public List<ManagedKey> keys() {
    return ask(KeyVault::keysOfTheHouse);
  }

  @Override
  public boolean insert(ManagedKey key) {
    try (Connection connection = dataSource.getConnection()) {
      KeyVault vault = new KeyVault(connection);
      vault.insert(key);
      vault.tell(key.name(), SYSTEM, "GENERATED", LocalDateTime.now(ZoneOffset.UTC));
      return true;
    } catch (SQLException e) {
      String state = e.getSQLState();
      if (state != null && state.startsWith(INTEGRITY_VIOLATION)) {
        return false;
      }
      throw new KeyException(KeyFault.RING_UNAVAILABLE, "writing the key vault", e);
    }
  }

  private <T> T ask(Question<T> question) {
    try (Connection connection = dataSource.getConnection()) {
      return question.ask(new KeyVault(connection));
    } catch (SQLException e) {
      throw new KeyException(KeyFault.RING_UNAVAILABLE, "reading the key vault", e);
    }
  }

  private interface Question<T> {
    T ask(KeyVault vault) throws SQLException;
  }
}

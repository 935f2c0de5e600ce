package org.openprepaid.key;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * The issuer keys in the table {@code issuer_key}. Its connections commit by themselves, or take
 * part in the container's transaction if there is one.
 */
public final class JdbcKeyRingStore implements KeyRingStore {
  private static final String SELECT =
      "SELECT name, version, key_block, kcv FROM issuer_key ORDER BY name, version";
  private static final String INSERT =
      "INSERT INTO issuer_key (name, version, key_block, kcv, created_at) VALUES (?, ?, ?, ?, ?)";

  /**
   * SQLSTATE class of integrity violations, to which MariaDB's and MySQL's duplicate keys belong.
   */
  private static final String INTEGRITY_VIOLATION = "23";

  private final DataSource dataSource;

  public JdbcKeyRingStore(DataSource dataSource) {
    this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
  }

  @Override
  public List<StoredIssuerKey> all() {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(SELECT);
        ResultSet rows = select.executeQuery()) {
      List<StoredIssuerKey> keys = new ArrayList<>();
      while (rows.next()) {
        keys.add(key(rows));
      }
      return keys;
    } catch (SQLException e) {
      throw new KeyException(KeyFault.RING_UNAVAILABLE, "reading issuer_key", e);
    }
  }

  @Override
  public boolean insert(StoredIssuerKey key) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setString(1, key.name());
      insert.setInt(2, key.version());
      insert.setString(3, key.block().value());
      insert.setString(4, key.kcv().hex());
      insert.setObject(5, LocalDateTime.now(ZoneOffset.UTC));
      insert.executeUpdate();
      return true;
    } catch (SQLException e) {
      String state = e.getSQLState();
      if (state != null && state.startsWith(INTEGRITY_VIOLATION)) {
        return false;
      }
      throw new KeyException(KeyFault.RING_UNAVAILABLE, "writing issuer_key", e);
    }
  }

  private static StoredIssuerKey key(ResultSet row) throws SQLException {
    String name = row.getString("name");
    int version = row.getInt("version");
    try {
      KeyBlock block = new KeyBlock(row.getString("key_block"));
      return new StoredIssuerKey(name, version, block, new Kcv(row.getString("kcv").trim()));
    } catch (KeyException | IllegalArgumentException e) {
      throw new KeyException(KeyFault.RING_BROKEN, name + " version " + version, e);
    }
  }
}

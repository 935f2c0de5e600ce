package org.openprepaid.key;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.openprepaid.key.cipher.ClearKey;

/**
 * Wraps keys of before anew, as X9.143 blocks, at the first start with them. Each on its own, so a
 * start that is killed goes on at the next; two nodes at once do no harm.
 */
final class LegacyUpgrade {
  private static final Logger LOG = Logger.getLogger(LegacyUpgrade.class.getName());

  private final DataSource dataSource;
  private final MasterKeys master;

  private record Found(KeyName name, LegacyBlock block) {}

  LegacyUpgrade(DataSource dataSource, MasterKeys master) {
    this.dataSource = dataSource;
    this.master = master;
  }

  void run() {
    try (Connection connection = dataSource.getConnection()) {
      List<Found> found = find(connection);
      if (found.isEmpty()) {
        return;
      }
      byte[] clear =
          master
              .source()
              .keyOfBefore()
              .orElseThrow(
                  () ->
                      new KeyException(
                          KeyFault.RING_BROKEN, "blocks of before need the key store of before"));
      try (ClearKey before = new ClearKey("AES", clear)) {
        for (Found key : found) {
          upgrade(connection, before, key);
        }
      }
      LOG.log(Level.INFO, "OP-1539 {0} keys wrapped anew as X9.143 blocks", found.size());
    } catch (SQLException e) {
      throw new KeyException(KeyFault.RING_UNAVAILABLE, "wrapping keys of before", e);
    }
  }

  private void upgrade(Connection connection, ClearKey before, Found key) throws SQLException {
    KeyAlgorithm algorithm = key.block().algorithm(key.name().type());
    byte[] clear = key.block().open(before);
    try {
      KeyRef ref = master.wrap(KeySpec.of(key.name(), algorithm), clear);
      KeyVault vault = new KeyVault(connection);
      vault.rewrapped(key.name(), ref, Kcv.of(KeyMaterial.kcv(algorithm, clear)));
      vault.tell(key.name(), "system", "REWRAPPED", LocalDateTime.now(ZoneOffset.UTC));
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  private static List<Found> find(Connection connection) throws SQLException {
    List<Found> found = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT owner, type, version, key_block FROM managed_key WHERE key_block LIKE ?")) {
      select.setString(1, LegacyBlock.PATTERN);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          KeyName name =
              new KeyName(
                  new KeyOwner(row.getString(1)), KeyType.valueOf(row.getString(2)), row.getInt(3));
          found.add(new Found(name, new LegacyBlock(row.getString(4))));
        }
      }
    }
    return found;
  }
}

package org.openprepaid.key;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys that are stored, in the tables {@code managed_key}, {@code key_event} and {@code
 * key_epoch}. Works on a connection whose transaction is the caller's.
 */
public final class KeyVault {
  private static final String SELECT =
      "SELECT owner, type, version, state, key_block, kcv, valid_from, valid_to FROM managed_key ";
  private static final String IN_ORDER = " ORDER BY owner, type, version";
  private static final String NAMED = "WHERE owner = ? AND type = ? AND version = ?";

  private final Connection connection;

  public KeyVault(Connection connection) {
    this.connection = connection;
  }

  /**
   * Locks the vault: acts on it come one after the other, and a change is told to all nodes.
   *
   * @return the generation of the local master key that wraps what is new
   */
  public int lock() throws SQLException {
    try (PreparedStatement lock =
            connection.prepareStatement(
                "SELECT master_generation FROM key_epoch WHERE id = 1 FOR UPDATE");
        ResultSet row = lock.executeQuery()) {
      if (!row.next()) {
        throw new SQLException("key_epoch has no row");
      }
      int generation = row.getInt(1);
      update("UPDATE key_epoch SET epoch = epoch + 1 WHERE id = 1");
      return generation;
    }
  }

  /** What changes with every act on the vault, and the master key's generation. */
  public KeyEpoch epoch() throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT epoch, master_generation FROM key_epoch WHERE id = 1");
        ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        throw new SQLException("key_epoch has no row");
      }
      return new KeyEpoch(row.getLong(1), row.getInt(2));
    }
  }

  /** From now on this generation of the local master key wraps what is new. */
  public void masterGeneration(int generation) throws SQLException {
    update("UPDATE key_epoch SET master_generation = ? WHERE id = 1", generation);
  }

  /** Every key. */
  public List<ManagedKey> all() throws SQLException {
    return select(IN_ORDER);
  }

  /** All keys but those of terminals, of which there are many. */
  public List<ManagedKey> keysOfTheHouse() throws SQLException {
    return select("WHERE owner NOT LIKE 'TERMINAL/%'" + IN_ORDER);
  }

  /**
   * A page of keys in the order of their names.
   *
   * @param owner only those whose owner's text begins so; empty for all
   * @param terminals whether those of terminals are wanted too, of which there are many
   * @param after the key after which the page begins; {@code null} for the first
   */
  public List<ManagedKey> page(String owner, boolean terminals, KeyName after, int limit)
      throws SQLException {
    String last = after == null ? "" : after.owner().text();
    String lastType = after == null ? "" : after.type().name();
    return select(
        "WHERE owner LIKE ? AND owner >= ?"
            + (terminals ? "" : " AND owner NOT LIKE 'TERMINAL/%'")
            + " AND (owner > ? OR type > ? OR (type = ? AND version > ?))"
            + IN_ORDER
            + " LIMIT ?",
        owner.replace("%", "") + "%",
        last,
        last,
        lastType,
        lastType,
        after == null ? 0 : after.version(),
        limit);
  }

  public Optional<ManagedKey> find(KeyName name) throws SQLException {
    return select(NAMED, name.owner().text(), name.type().name(), name.version()).stream()
        .findFirst();
  }

  /**
   * @throws KeyException {@link KeyFault#KEY_UNKNOWN} if there is none
   */
  public ManagedKey get(KeyName name) throws SQLException {
    return find(name).orElseThrow(() -> new KeyException(KeyFault.KEY_UNKNOWN, name.toString()));
  }

  /** All versions of an owner's keys of one type, in order. */
  public List<ManagedKey> versions(KeyOwner owner, KeyType type) throws SQLException {
    return select("WHERE owner = ? AND type = ?" + IN_ORDER, owner.text(), type.name());
  }

  /** The key that an owner uses for what is new. */
  public Optional<ManagedKey> active(KeyOwner owner, KeyType type) throws SQLException {
    return versions(owner, type).stream().filter(key -> key.state() == KeyState.ACTIVE).findFirst();
  }

  /** The name of the next version: neither a key's nor that of a key in a ceremony. */
  public KeyName next(KeyOwner owner, KeyType type) throws SQLException {
    String of = " WHERE owner = ? AND type = ?";
    try (PreparedStatement select =
            prepared(
                "SELECT MAX(version) FROM (SELECT version FROM managed_key"
                    + of
                    + " UNION ALL SELECT version FROM key_ceremony"
                    + of
                    + ") taken",
                owner.text(),
                type.name(),
                owner.text(),
                type.name());
        ResultSet row = select.executeQuery()) {
      // without any version the maximum is NULL, which reads as 0
      return new KeyName(owner, type, row.next() ? row.getInt(1) + 1 : 1);
    }
  }

  public void insert(ManagedKey key) throws SQLException {
    update(
        "INSERT INTO managed_key"
            + " (owner, type, version, state, key_block, kcv, valid_from, valid_to)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        key.name().owner().text(),
        key.name().type().name(),
        key.name().version(),
        key.state().name(),
        key.ref().value(),
        key.kcv().hex(),
        key.validity().from(),
        key.validity().to());
  }

  /** The same key, wrapped anew. */
  public void rewrapped(KeyName name, KeyRef ref, Kcv kcv) throws SQLException {
    update(
        "UPDATE managed_key SET key_block = ?, kcv = ? " + NAMED,
        ref.value(),
        kcv.hex(),
        name.owner().text(),
        name.type().name(),
        name.version());
  }

  /** Moves a key on in its life; a destroyed one loses its block. */
  public void move(KeyName name, KeyState state) throws SQLException {
    String block = state == KeyState.DESTROYED ? ", key_block = NULL " : " ";
    update(
        "UPDATE managed_key SET state = ?" + block + NAMED,
        state.name(),
        name.owner().text(),
        name.type().name(),
        name.version());
  }

  public void tell(KeyName name, String operator, String event, LocalDateTime now)
      throws SQLException {
    update(
        "INSERT INTO key_event (owner, type, version, occurred_at, operator, event)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        name.owner().text(),
        name.type().name(),
        name.version(),
        now,
        operator,
        event);
  }

  /** What became of a key, oldest first. */
  public List<KeyEvent> history(KeyName name) throws SQLException {
    List<KeyEvent> events = new ArrayList<>();
    try (PreparedStatement select =
        prepared(
            "SELECT occurred_at, operator, event FROM key_event " + NAMED + " ORDER BY sequence",
            name.owner().text(),
            name.type().name(),
            name.version())) {
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          events.add(
              new KeyEvent(
                  row.getObject(1, LocalDateTime.class), row.getString(2), row.getString(3)));
        }
      }
    }
    return events;
  }

  private List<ManagedKey> select(String condition, Object... parameters) throws SQLException {
    List<ManagedKey> keys = new ArrayList<>();
    try (PreparedStatement select = prepared(SELECT + condition, parameters);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        keys.add(key(row));
      }
    }
    return keys;
  }

  private static ManagedKey key(ResultSet row) throws SQLException {
    String name = row.getString(1) + ":" + row.getString(2) + ":" + row.getInt(3);
    try {
      String block = row.getString(5);
      return new ManagedKey(
          new KeyName(
              new KeyOwner(row.getString(1)), KeyType.valueOf(row.getString(2)), row.getInt(3)),
          KeyState.valueOf(row.getString(4)),
          block == null ? null : KeyRef.of(block),
          new Kcv(row.getString(6).trim()),
          new Validity(row.getObject(7, LocalDate.class), row.getObject(8, LocalDate.class)));
    } catch (KeyException | IllegalArgumentException e) {
      throw new KeyException(KeyFault.RING_BROKEN, name, e);
    }
  }

  private int update(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement update = prepared(sql, parameters)) {
      return update.executeUpdate();
    }
  }

  private PreparedStatement prepared(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }
}

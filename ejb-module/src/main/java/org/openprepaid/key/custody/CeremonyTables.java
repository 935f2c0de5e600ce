package org.openprepaid.key.custody;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.openprepaid.key.Kcv;
import org.openprepaid.key.KeyAlgorithm;
import org.openprepaid.key.KeyOwner;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.KeySpec;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.Validity;

/** The tables {@code key_ceremony} and {@code key_component}. */
final class CeremonyTables implements WrappedKeys {
  private static final String OF = " WHERE owner = ? AND type = ?";

  private final Connection connection;

  CeremonyTables(Connection connection) {
    this.connection = connection;
  }

  void begin(Ceremony ceremony) throws SQLException {
    KeySpec spec = ceremony.spec();
    update(
        "INSERT INTO key_ceremony (owner, type, direction, version, algorithm, components,"
            + " exportable, valid_from, valid_to, begun_by, expires_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        spec.owner().text(),
        spec.type().name(),
        ceremony.direction().name(),
        spec.version(),
        spec.algorithm().name(),
        ceremony.components(),
        spec.exportable(),
        spec.validity().from(),
        spec.validity().to(),
        ceremony.begunBy(),
        ceremony.expiresAt());
  }

  /**
   * @param custodian {@code null} for a component that is to be taken
   */
  void add(KeySpec spec, int number, String custodian, KeyRef component, Kcv kcv)
      throws SQLException {
    update(
        "INSERT INTO key_component (owner, type, number, custodian, key_block, kcv)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        spec.owner().text(),
        spec.type().name(),
        number,
        custodian,
        component.value(),
        kcv.hex());
  }

  /** A component has been taken: who took it stays for now, the component goes. */
  void taken(KeySpec spec, int number, String custodian) throws SQLException {
    update(
        "UPDATE key_component SET custodian = ?, key_block = NULL" + OF + " AND number = ?",
        custodian,
        spec.owner().text(),
        spec.type().name(),
        number);
  }

  void end(KeyOwner owner, KeyType type) throws SQLException {
    update("DELETE FROM key_component" + OF, owner.text(), type.name());
    update("DELETE FROM key_ceremony" + OF, owner.text(), type.name());
  }

  Optional<Ceremony> find(KeyOwner owner, KeyType type) throws SQLException {
    return select(OF, owner.text(), type.name()).stream().findFirst();
  }

  /** All that are under way, the oldest first. */
  List<Ceremony> all() throws SQLException {
    return select(" ORDER BY expires_at, owner, type");
  }

  /** The components, as far as they are here, in order of number. */
  List<KeyRef> components(KeySpec spec) throws SQLException {
    List<KeyRef> components = new ArrayList<>();
    try (PreparedStatement select =
            prepared(
                "SELECT key_block FROM key_component" + OF + " ORDER BY number",
                spec.owner().text(),
                spec.type().name());
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        String block = row.getString(1);
        components.add(block == null ? null : KeyRef.of(block));
      }
    }
    return components;
  }

  @Override
  public void replaceEach(Connection same, UnaryOperator<KeyRef> replacement) throws SQLException {
    for (Ceremony ceremony : all()) {
      List<KeyRef> components = components(ceremony.spec());
      for (int i = 0; i < components.size(); i++) {
        KeyRef before = components.get(i);
        KeyRef after = before == null ? null : replacement.apply(before);
        if (after != null && !after.equals(before)) {
          update(
              "UPDATE key_component SET key_block = ?" + OF + " AND key_block = ?",
              after.value(),
              ceremony.spec().owner().text(),
              ceremony.spec().type().name(),
              before.value());
        }
      }
    }
  }

  private List<Ceremony> select(String condition, Object... parameters) throws SQLException {
    List<Ceremony> found = new ArrayList<>();
    try (PreparedStatement select =
            prepared(
                "SELECT owner, type, direction, version, algorithm, components, exportable,"
                    + " valid_from, valid_to, begun_by, expires_at FROM key_ceremony"
                    + condition,
                parameters);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        KeySpec spec =
            new KeySpec(
                new KeyOwner(row.getString(1)),
                KeyType.valueOf(row.getString(2)),
                KeyAlgorithm.valueOf(row.getString(5)),
                row.getInt(4),
                row.getBoolean(7),
                new Validity(row.getObject(8, LocalDate.class), row.getObject(9, LocalDate.class)));
        found.add(
            new Ceremony(
                spec,
                Ceremony.Direction.valueOf(row.getString(3)),
                row.getInt(6),
                row.getString(10),
                row.getObject(11, LocalDateTime.class),
                parts(spec)));
      }
    }
    return found;
  }

  private List<Ceremony.Part> parts(KeySpec spec) throws SQLException {
    List<Ceremony.Part> parts = new ArrayList<>();
    try (PreparedStatement select =
            prepared(
                "SELECT number, custodian, kcv FROM key_component" + OF + " ORDER BY number",
                spec.owner().text(),
                spec.type().name());
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        parts.add(new Ceremony.Part(row.getInt(1), row.getString(2), row.getString(3).trim()));
      }
    }
    return parts;
  }

  private void update(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement update = prepared(sql, parameters)) {
      update.executeUpdate();
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

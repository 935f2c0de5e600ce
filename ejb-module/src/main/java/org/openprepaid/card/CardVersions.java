package org.openprepaid.card;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openprepaid.key.KeyName;
import org.openprepaid.key.KeyOwner;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.PinMethod;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.key.custody.TimeInUse;

/**
 * The active versions of the keys under which cards are stored. A key without an active version is
 * not there: nothing can be sealed anew under it.
 *
 * @param ofHouse by type: PAN_LOOKUP, PAN_ENCRYPTION
 * @param ofIssuer PIN_STORAGE, by issuer
 */
record CardVersions(Map<KeyType, Integer> ofHouse, Map<String, Integer> ofIssuer) {
  private static final String ISSUERS = "SELECT DISTINCT issuer FROM card_product";

  static CardVersions now(Connection connection, SecurityModule security) throws SQLException {
    Map<KeyType, Integer> ofHouse = new TreeMap<>();
    for (KeyType type : List.of(KeyType.PAN_LOOKUP, KeyType.PAN_ENCRYPTION)) {
      active(security, KeyOwner.INSTITUTION, type).ifPresent(version -> ofHouse.put(type, version));
    }
    Map<String, Integer> ofIssuer = new TreeMap<>();
    try (PreparedStatement query = connection.prepareStatement(ISSUERS);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        String issuer = row.getString(1);
        active(security, KeyOwner.issuer(issuer), KeyType.PIN_STORAGE)
            .ifPresent(version -> ofIssuer.put(issuer, version));
      }
    }
    return new CardVersions(ofHouse, ofIssuer);
  }

  private static Optional<Integer> active(SecurityModule security, KeyOwner owner, KeyType type) {
    return security.activeKey(owner, type).map(KeyRef::version);
  }

  /**
   * Those that every node works with by now. A sealed value under a key that a node has not heard
   * of makes it look for news; a card whose hash it cannot make is just not there. So no card's
   * hash moves to a key that became active a moment ago.
   */
  CardVersions knownToAllNodes(Connection connection, LocalDateTime now) throws SQLException {
    Map<KeyType, Integer> known = new TreeMap<>(ofHouse);
    Integer lookup = ofHouse.get(KeyType.PAN_LOOKUP);
    if (lookup != null) {
      KeyName name = new KeyName(KeyOwner.INSTITUTION, KeyType.PAN_LOOKUP, lookup);
      boolean isNew =
          TimeInUse.of(connection, name)
              .filter(use -> !use.begunWithin(TimeInUse.GRACE, now))
              .isEmpty();
      known.keySet().removeIf(type -> isNew && type == KeyType.PAN_LOOKUP);
    }
    return new CardVersions(known, ofIssuer);
  }

  /** Whether cards' hashes are to be made with this version. */
  boolean looksUpBy(int version) {
    return Integer.valueOf(version).equals(ofHouse.get(KeyType.PAN_LOOKUP));
  }

  /** Whether a PIN that is stored for this issuer can be sealed anew. */
  boolean storesPinsOf(String issuer) {
    return ofIssuer.containsKey(issuer);
  }

  /**
   * What makes a row of {@code card c} with its {@code card_product p} outdated, for a WHERE
   * clause.
   *
   * @param parameters takes those of the clause
   */
  String condition(List<Object> parameters) {
    List<String> alternatives = new ArrayList<>();
    ofHouse.forEach(
        (type, version) -> {
          alternatives.add(
              type == KeyType.PAN_LOOKUP ? "c.pan_hash_version <> ?" : "ORD(c.pan_sealed) <> ?");
          parameters.add(version);
        });
    ofIssuer.forEach(
        (issuer, version) -> {
          alternatives.add(
              "(p.issuer = ? AND ORD(c.pin_verification) = ?"
                  + " AND ORD(SUBSTRING(c.pin_verification, 2)) <> ?)");
          parameters.addAll(List.of(issuer, PinMethod.ENCRYPTED.code(), version));
        });
    return alternatives.isEmpty() ? "FALSE" : "(" + String.join(" OR ", alternatives) + ")";
  }

  /** As operators read it: {@code PAN_LOOKUP:2 PAN_ENCRYPTION:1 ISSUER/OWN:PIN_STORAGE:1}. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    ofHouse.forEach((type, version) -> parts.add(type + ":" + version));
    ofIssuer.forEach(
        (issuer, version) ->
            parts.add(KeyOwner.issuer(issuer) + ":" + KeyType.PIN_STORAGE + ":" + version));
    return String.join(" ", parts);
  }
}

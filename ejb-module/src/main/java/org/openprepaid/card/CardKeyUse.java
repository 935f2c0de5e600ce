package org.openprepaid.card;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.openprepaid.key.KeyName;
import org.openprepaid.key.KeyState;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.KeyVault;
import org.openprepaid.key.ManagedKey;
import org.openprepaid.key.PinMethod;
import org.openprepaid.key.custody.KeyUser;
import org.openprepaid.key.custody.TimeInUse;

/**
 * What cards and their products need keys for: card numbers and PINs that are stored under them,
 * card verification values on stripes, and what is issued from now on.
 */
public final class CardKeyUse implements KeyUser {
  private static final int MAX_PRODUCTS = 5;
  private static final DateTimeFormatter YYMM = DateTimeFormatter.ofPattern("yyMM");

  private static final String ENCRYPTED = "SELECT COUNT(*) FROM card WHERE ORD(pan_sealed) = ?";
  private static final String FOUND = "SELECT COUNT(*) FROM card WHERE pan_hash_version = ?";
  private static final String OF_ISSUER =
      "SELECT COUNT(*) FROM card c JOIN card_product p ON p.id = c.product_id WHERE p.issuer = ?";
  private static final String VERIFIED =
      OF_ISSUER + " AND ORD(c.pin_verification) = ? AND ORD(SUBSTRING(c.pin_verification, 2)) = ?";
  private static final String ON_STRIPES =
      OF_ISSUER + " AND p.cvn_checked = TRUE AND c.issued_at BETWEEN ? AND ? AND c.expiry >= ?";

  private final Clock clock;

  public CardKeyUse() {
    this(Clock.systemUTC());
  }

  CardKeyUse(Clock clock) {
    this.clock = clock;
  }

  @Override
  public List<String> usesOf(Connection connection, KeyName name) throws SQLException {
    KeyState state = new KeyVault(connection).find(name).map(ManagedKey::state).orElse(null);
    TimeInUse inUse = TimeInUse.of(connection, name).orElse(null);
    if (state == null || state == KeyState.DESTROYED || !concerns(name.type())) {
      return List.of();
    }
    List<String> uses = new ArrayList<>();
    uses.addAll(stored(connection, name));
    if (name.type() == KeyType.CVK && inUse != null) {
      uses.addAll(stripes(connection, name, inUse));
    }
    if (state == KeyState.ACTIVE) {
      uses.addAll(work(connection, name));
    } else if (inUse != null && inUse.endedWithin(TimeInUse.GRACE, now())) {
      uses.add("it was active until a moment ago: another server may still write under it");
    }
    return uses;
  }

  private static boolean concerns(KeyType type) {
    return switch (type) {
      case PAN_ENCRYPTION, PAN_LOOKUP, CVK, FILE_TRANSPORT -> true;
      default -> method(type) != null;
    };
  }

  /** {@code null} if PINs are not verified by keys of this type. */
  private static PinMethod method(KeyType type) {
    return Stream.of(PinMethod.values())
        .filter(method -> method.keyType() == type)
        .findFirst()
        .orElse(null);
  }

  private static List<String> stored(Connection connection, KeyName name) throws SQLException {
    if (name.type() == KeyType.PAN_ENCRYPTION) {
      long count = count(connection, ENCRYPTED, name.version());
      return told(count, "card number is", "card numbers are", "encrypted under it");
    }
    if (name.type() == KeyType.PAN_LOOKUP) {
      long count = count(connection, FOUND, name.version());
      return told(count, "card number is", "card numbers are", "found by it");
    }
    PinMethod method = method(name.type());
    if (method == null) {
      return List.of();
    }
    String issuer = name.owner().name();
    long count = count(connection, VERIFIED, issuer, method.code(), name.version());
    return told(count, "PIN is", "PINs are", "verified under it");
  }

  /**
   * The stripe of a card does not tell under which version its value was made: the time of its
   * issue does. Cards of products that check no value have none, or nobody asks for it.
   */
  private List<String> stripes(Connection connection, KeyName name, TimeInUse inUse)
      throws SQLException {
    LocalDateTime first = LocalDateTime.of(2000, 1, 1, 0, 0);
    LocalDateTime from = inUse.from().isBefore(first) ? first : inUse.from();
    LocalDateTime to = inUse.to().isAfter(now()) ? now() : inUse.to();
    long count =
        count(
            connection,
            ON_STRIPES,
            name.owner().name(),
            from.minus(TimeInUse.GRACE),
            to.plus(TimeInUse.GRACE),
            // no zone on earth is more than a day behind
            YYMM.format(now().minusDays(1)));
    return told(count, "card carries", "cards carry", "a verification value made with it");
  }

  /** What stops if the key is no longer active and none takes its place. */
  private static List<String> work(Connection connection, KeyName name) throws SQLException {
    return switch (name.type()) {
      case PAN_ENCRYPTION -> List.of("new card numbers are encrypted under it");
      case PAN_LOOKUP -> List.of("cards are issued and found by it");
      case CVK -> ofProducts(connection, name, "makes verification values with it", "");
      case FILE_TRANSPORT -> ofProducts(connection, name, "has its files under it", "");
      default ->
          ofProducts(
              connection,
              name,
              "sets PINs under it",
              " AND pin_required = TRUE AND pin_method = '" + method(name.type()) + "'");
    };
  }

  private static List<String> ofProducts(
      Connection connection, KeyName name, String what, String condition) throws SQLException {
    List<String> uses = new ArrayList<>();
    String sql = "SELECT code FROM card_product WHERE issuer = ?" + condition + " ORDER BY code";
    try (PreparedStatement query = prepared(connection, sql, name.owner().name());
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        uses.add("product " + row.getString(1) + " " + what);
      }
    }
    int more = uses.size() - MAX_PRODUCTS;
    if (more <= 0) {
      return uses;
    }
    List<String> cut = new ArrayList<>(uses.subList(0, MAX_PRODUCTS));
    cut.add("and so do " + more + " more products");
    return cut;
  }

  private static List<String> told(long count, String one, String many, String what) {
    return count == 0
        ? List.of()
        : List.of(String.format(Locale.ROOT, "%,d %s %s", count, count == 1 ? one : many, what));
  }

  private static long count(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement query = prepared(connection, sql, parameters);
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static PreparedStatement prepared(Connection connection, String sql, Object... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }

  private LocalDateTime now() {
    return LocalDateTime.now(clock);
  }
}

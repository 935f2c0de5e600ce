package org.openprepaid.standalone;

import java.util.Locale;

/** The database servers that can be embedded. */
public enum DatabaseKind {
  MARIADB,
  MYSQL;

  /** As written in settings and directory names: {@code mariadb} or {@code mysql}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind of that name.
   *
   * @throws OperatorException OP-1911 when it is neither
   */
  public static DatabaseKind of(String label) {
    for (DatabaseKind kind : values()) {
      if (kind.label().equals(label)) {
        return kind;
      }
    }
    throw new OperatorException(
        ErrorCode.SETTING_INVALID,
        "openprepaid.database.kind = " + label + ", possible are mariadb and mysql");
  }
}

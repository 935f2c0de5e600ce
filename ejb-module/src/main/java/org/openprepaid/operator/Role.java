package org.openprepaid.operator;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What an operator may do; the names stand in the database and in the web module's constraints. */
public enum Role {
  /** Everything but keys, operators included. */
  ADMINISTRATOR,
  /** Reads everything, changes nothing. */
  AUDITOR,
  /** Answers card holders and merchants: finds cards and transactions. */
  CUSTOMER_SERVICE,
  /**
   * Enters key components and keeps keys. No other role includes it: who runs the platform shall
   * not hold its keys.
   */
  KEY_CUSTODIAN;

  /** {@link #ADMINISTRATOR} for annotations. */
  public static final String ADMINISTRATOR_ROLE = "ADMINISTRATOR";

  /** {@link #AUDITOR} for annotations. */
  public static final String AUDITOR_ROLE = "AUDITOR";

  /** {@link #CUSTOMER_SERVICE} for annotations. */
  public static final String CUSTOMER_SERVICE_ROLE = "CUSTOMER_SERVICE";

  /** As the database has them: names with commas between. */
  public static String text(Set<Role> roles) {
    return EnumSet.copyOf(roles).stream().map(Role::name).collect(Collectors.joining(","));
  }

  static Set<Role> ofText(String text) {
    Set<Role> set = EnumSet.noneOf(Role.class);
    Arrays.stream(text.split(",", -1)).map(Role::valueOf).forEach(set::add);
    return set;
  }
}

package org.openprepaid.operator;

/** What an operator may do; the names stand in the database and in the web module's constraints. */
public enum Role {
  /** Everything, operators included. */
  ADMINISTRATOR,
  /** Reads everything, changes nothing. */
  AUDITOR,
  /** Answers card holders and merchants: finds cards and transactions. */
  CUSTOMER_SERVICE;

  /** {@link #ADMINISTRATOR} for annotations. */
  public static final String ADMINISTRATOR_ROLE = "ADMINISTRATOR";

  /** {@link #AUDITOR} for annotations. */
  public static final String AUDITOR_ROLE = "AUDITOR";

  /** {@link #CUSTOMER_SERVICE} for annotations. */
  public static final String CUSTOMER_SERVICE_ROLE = "CUSTOMER_SERVICE";
}

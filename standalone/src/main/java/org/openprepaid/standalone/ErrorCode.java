package org.openprepaid.standalone;

import java.util.Locale;

/** What can go wrong in these tools: number, cause and what an operator does about it. */
public enum ErrorCode {
  NO_CUSTODIAN(
      1802, "not a key custodian", "./prepaid operator add NAME --role KEY_CUSTODIAN makes one"),
  LOG_IN_REFUSED(
      1804,
      "log-in refused",
      "Check name and password; after five wrong ones it is locked for 15 minutes"),
  UNEXPECTED(1900, "unexpected failure", "Run again with --verbose and report what it prints"),
  PORT_IN_USE(1901, "port in use", "Stop what listens there or choose another port"),
  SERVER_SOFTWARE_MISSING(
      1902, "database server software not found or not unpacked", "See the detail for the command"),
  SERVER_ENDED_AT_START(
      1903,
      "database server ended while starting",
      "Its log names the cause; correct it and retry"),
  ALREADY_RUNNING(
      1904,
      "another process works in this state directory",
      "Stop it, or choose another directory with PREPAID_RUN_DIR"),
  LEFTOVER_SERVER(
      1905,
      "a database server left over from before does not stop",
      "End the process that is named, then start again"),
  NOT_READY_IN_TIME(
      1906, "not ready within the time allowed", "See the log; crash recovery may need longer"),
  SERVER_DIED(1907, "database server ended while it was needed", "See its log, then start again"),
  SYSTEM_LIBRARY_MISSING(
      1908, "the database server needs a system library", "Install the package that is named"),
  STATE_NOT_WRITABLE(
      1909,
      "state directory not usable",
      "Give this user write access, or choose another directory with PREPAID_RUN_DIR"),
  SECRETS_UNUSABLE(
      1910, "secrets file not usable", "Correct secrets.properties, or restore it from a backup"),
  SETTING_INVALID(1911, "setting not valid", "Correct the setting that is named"),
  DATABASE_UNREACHABLE(
      1912,
      "no connection to the database",
      "Check openprepaid.database.url, the user and its password"),
  INPUT_REFUSED(1913, "input not accepted", "Nothing was changed; give the command again"),
  MIGRATION_FAILED(
      1920,
      "schema migration failed",
      "Correct the cause; if a change was half applied, undo it by hand and use migrate --repair"),
  GRANT_FAILED(
      1921,
      "privileges of the application's user could not be set",
      "The owner needs WITH GRANT OPTION on the schema"),
  PARTITIONS_BEHIND(
      1922,
      "rows lie in the last partition, so that no month can be split off it",
      "Plan a quiet hour and use migrate --split-last-partition"),
  PARTITION_FAILED(1923, "partitions could not be made", "See the cause; rerun migrate"),
  BROKER_FAILED(1930, "message broker did not start", "See the cause; its data is kept"),
  BROKER_CONFIGURATION(
      1931, "broker configuration cannot be read", "Correct the file that is named"),
  KEYSTORE_FAILED(
      1940,
      "local master key store not usable",
      "Check keystore.p12 and keystore.password; without both, sealed data is lost");

  private final int number;
  private final String cause;
  private final String remedy;

  ErrorCode(int number, String cause, String remedy) {
    this.number = number;
    this.cause = cause;
    this.remedy = remedy;
  }

  /** {@code OP-1901} and the like, as printed and as listed in the catalogue. */
  public String code() {
    return String.format(Locale.ROOT, "OP-%04d", number);
  }

  public String cause() {
    return cause;
  }

  public String remedy() {
    return remedy;
  }
}

package org.openprepaid.standalone;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.openprepaid.audit.AuditChain;
import org.openprepaid.key.custody.Authority;
import org.openprepaid.operator.LogInResult;
import org.openprepaid.operator.OperatorTable;
import org.openprepaid.operator.Role;
import picocli.CommandLine.Option;

/** Lets key custodians in: by name and password, and only with the role for it. */
final class Custodians {
  private final DirectTransactions transactions;
  private final Keyboard keyboard;

  Custodians(DirectTransactions transactions, Keyboard keyboard) {
    this.transactions = transactions;
    this.keyboard = keyboard;
  }

  /** Who acts. */
  static class One {
    @Option(
        names = "--operator",
        paramLabel = "NAME",
        description =
            "Who you are (otherwise asked). The password is asked for, or is a line of the"
                + " standard input.")
    private String operator;
  }

  /** Who acts, and who agrees. */
  static final class Two extends One {
    @Option(
        names = "--second",
        paramLabel = "NAME",
        description = "The second custodian, who agrees and logs in too.")
    private String second;
  }

  /**
   * Lets one custodian in.
   *
   * @throws OperatorException OP-1804 wrong name or password, or locked; OP-1802 no custodian
   */
  Authority admit(One asked) {
    return Authority.of(
        logIn(asked.operator == null ? keyboard.line("custodian") : asked.operator));
  }

  /** Lets one custodian in, and the second if there is one: what needs two refuses one alone. */
  Authority admitTwo(Two asked) {
    String first = admit(asked).operator();
    String second = asked.second;
    if (second == null && keyboard.isAttended()) {
      second = keyboard.line("second custodian");
    }
    boolean alone = second == null || second.isEmpty();
    return new Authority(first, alone ? null : logIn(second));
  }

  private String logIn(String name) {
    char[] password = keyboard.secret("password of " + name);
    try {
      ErrorCode refused = transactions.run(connection -> attempt(connection, name, password));
      if (refused != null) {
        throw new OperatorException(refused, name);
      }
      return name;
    } catch (SQLException e) {
      throw new OperatorException(ErrorCode.UNEXPECTED, "log-in: " + e.getMessage(), e);
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  /** Returns why it was refused, rather than throw, so that the count and the record are kept. */
  private static ErrorCode attempt(Connection connection, String name, char[] password)
      throws SQLException {
    OperatorTable operators = new OperatorTable(connection);
    LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
    if (operators.attempt(name, password, now) != LogInResult.ACCEPTED) {
      return ErrorCode.LOG_IN_REFUSED;
    }
    if (operators.find(name, now).orElseThrow().roles().contains(Role.KEY_CUSTODIAN)) {
      return null;
    }
    ErrorCode refused = ErrorCode.NO_CUSTODIAN;
    AuditChain.append(connection, name, "KEY_CUSTODY", name, "REFUSED", refused.code());
    return refused;
  }
}

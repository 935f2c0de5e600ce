package org.openprepaid.standalone;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.openprepaid.audit.AuditChain;
import org.openprepaid.id.TimeOrderedIds;
import org.openprepaid.operator.OperatorTable;
import org.openprepaid.operator.PasswordHash;
import org.openprepaid.operator.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/**
 * The people who log in. Whoever may use this command owns the machine, its key store and its
 * database, and so needs no log-in; the audit trail calls it {@code system}.
 */
@Command(
    name = "operator",
    description = {
      "The people who log in. For who owns this machine: it asks for no log-in.",
      "Without a console a password is a line of the standard input."
    })
final class OperatorCommand extends CommandGroup {
  /** The shortest password (PCI DSS 4.0, requirement 8.3.6). */
  private static final int MIN_PASSWORD = 12;

  private static final int GENERATED_PASSWORD = 20;

  private static final String NAME = "NAME";
  private static final String WHO = "Who: ./prepaid operator list.";
  private static final String GENERATE = "Make a password and print it, once.";

  @ParentCommand private Main main;

  @Command(name = "add", description = "Add an operator.", mixinStandardHelpOptions = true)
  void add(
      @Parameters(paramLabel = NAME, description = "1 to 40 of a-z, 0-9, '.', '_', '-'.")
          String name,
      @Option(
              names = "--role",
              required = true,
              split = ",",
              paramLabel = "ROLE",
              description = "One or more of ${COMPLETION-CANDIDATES}.")
          List<Role> roles,
      @Option(names = "--generate", description = GENERATE) boolean generate)
      throws SQLException {
    requireFree(name);
    withNewPassword(
        name,
        generate,
        hash -> {
          Set<Role> set = EnumSet.copyOf(roles);
          inTransaction(
              connection -> {
                new OperatorTable(connection).add(newId(), name, hash, set, now());
                record(connection, "OPERATOR_ADD", name, Role.text(set));
              });
          main.console().print("operator " + name + " added: " + Role.text(set));
        });
  }

  @Command(
      name = "list",
      description = "All operators, with their roles.",
      mixinStandardHelpOptions = true)
  void list() throws SQLException {
    inTransaction(
        connection -> {
          for (OperatorTable.Entry operator : new OperatorTable(connection).all(now())) {
            String state = !operator.active() ? "off" : operator.locked() ? "locked" : "";
            main.console()
                .print(
                    String.format(
                            Locale.ROOT,
                            "%-40s  %-7s %s",
                            operator.username(),
                            state,
                            Role.text(operator.roles()))
                        .stripTrailing());
          }
        });
  }

  @Command(
      name = "disable",
      description = "Let an operator log in no more. What was recorded stays.",
      mixinStandardHelpOptions = true)
  void disable(@Parameters(paramLabel = NAME, description = WHO) String name) throws SQLException {
    change(name, "OPERATOR_DISABLE", operators -> operators.activate(name, false));
    main.console().print("operator " + name + " is disabled");
  }

  @Command(
      name = "enable",
      description = "Let a disabled operator log in again.",
      mixinStandardHelpOptions = true)
  void enable(@Parameters(paramLabel = NAME, description = WHO) String name) throws SQLException {
    change(name, "OPERATOR_ENABLE", operators -> operators.activate(name, true));
    main.console().print("operator " + name + " is enabled");
  }

  @Command(
      name = "reset-password",
      description = "Give an operator a new password; a locked log-in is open again.",
      mixinStandardHelpOptions = true)
  void resetPassword(
      @Parameters(paramLabel = NAME, description = WHO) String name,
      @Option(names = "--generate", description = GENERATE) boolean generate)
      throws SQLException {
    inTransaction(connection -> requireKnown(isKnown(connection, name), name));
    withNewPassword(
        name,
        generate,
        hash -> {
          change(name, "OPERATOR_PASSWORD", operators -> operators.changePassword(name, hash));
          main.console().print("operator " + name + " has a new password");
        });
  }

  /** What is done with a new password's hash. */
  @FunctionalInterface
  private interface WithHash {
    void accept(PasswordHash hash) throws SQLException;
  }

  /** A password is asked for, twice at a console, or made and printed once it holds. */
  private void withNewPassword(String name, boolean generate, WithHash work) throws SQLException {
    char[] password =
        generate ? Secrets.password(new SecureRandom(), GENERATED_PASSWORD) : typed(name);
    try {
      work.accept(PasswordHash.of(password));
      if (generate) {
        main.console().print(password);
      }
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private char[] typed(String name) {
    Keyboard keyboard = main.keyboard();
    char[] password = keyboard.secret("new password of " + name);
    char[] again = keyboard.isAttended() ? keyboard.secret("again") : password.clone();
    boolean same = Arrays.equals(password, again);
    Arrays.fill(again, '\0');
    boolean fitting =
        password.length >= MIN_PASSWORD && password.length <= PasswordHash.MAX_PASSWORD_LENGTH;
    if (same && fitting) {
      return password;
    }
    Arrays.fill(password, '\0');
    throw new OperatorException(
        ErrorCode.INPUT_REFUSED,
        same
            ? "a password has %d to %d characters"
                .formatted(MIN_PASSWORD, PasswordHash.MAX_PASSWORD_LENGTH)
            : "the two differ");
  }

  private void requireFree(String name) throws SQLException {
    inTransaction(
        connection -> {
          if (isKnown(connection, name)) {
            throw new OperatorException(ErrorCode.INPUT_REFUSED, "there is an operator " + name);
          }
        });
  }

  private static boolean isKnown(Connection connection, String name) throws SQLException {
    return new OperatorTable(connection).find(name, now()).isPresent();
  }

  private static void requireKnown(boolean known, String name) {
    if (!known) {
      throw new OperatorException(ErrorCode.INPUT_REFUSED, "there is no operator " + name);
    }
  }

  /** What is changed of an operator; false if there is no such operator. */
  @FunctionalInterface
  private interface Change {
    boolean in(OperatorTable operators) throws SQLException;
  }

  private void change(String name, String action, Change change) throws SQLException {
    inTransaction(
        connection -> {
          requireKnown(change.in(new OperatorTable(connection)), name);
          record(connection, action, name, "");
        });
  }

  private static void record(Connection connection, String action, String name, String detail)
      throws SQLException {
    AuditChain.append(connection, AuditChain.SYSTEM, action, name, "DONE", detail);
  }

  /** Steps in one transaction. */
  @FunctionalInterface
  private interface Steps {
    void on(Connection connection) throws SQLException;
  }

  private void inTransaction(Steps steps) throws SQLException {
    new DirectTransactions(main.database())
        .run(
            connection -> {
              steps.on(connection);
              return null;
            });
  }

  private long newId() {
    int node = main.settings().number(Settings.NODE, 0, 0, TimeOrderedIds.MAX_NODE);
    return new TimeOrderedIds(node, Clock.systemUTC()).next();
  }

  private static LocalDateTime now() {
    return LocalDateTime.now(ZoneOffset.UTC);
  }
}

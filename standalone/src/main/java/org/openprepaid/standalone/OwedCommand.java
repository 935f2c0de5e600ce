package org.openprepaid.standalone;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.openprepaid.audit.AuditChain;
import org.openprepaid.transaction.Rrn;
import org.openprepaid.upstream.DebtCount;
import org.openprepaid.upstream.DebtRecord;
import org.openprepaid.upstream.DebtRegister;
import org.openprepaid.upstream.DebtStory;
import org.openprepaid.upstream.UpstreamDebt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/**
 * What other hosts must still be told, beside a running server or without one. Whoever may use this
 * command owns the machine; the audit trail calls it {@code system}.
 */
@Command(
    name = "owed",
    description = {
      "Reversals and advices that other hosts must get: docs/owed-messages.md.",
      "For who owns this machine: it asks for no log-in."
    })
final class OwedCommand extends CommandGroup {
  private static final String ROW = "%-19s %-8s %-8s %-16s %5s  %-19s  %s";
  private static final String COUNT_ROW = "%-16s %-8s %10s  %s";
  private static final String ID = "ID";
  private static final String WHICH = "Which: ./prepaid owed list.";

  @ParentCommand private Main main;

  @Command(name = "list", description = "Debts, newest first.", mixinStandardHelpOptions = true)
  void list(
      @Option(
              names = "--status",
              paramLabel = "STATUS",
              description = "Only those that are ${COMPLETION-CANDIDATES}.")
          UpstreamDebt.Status status,
      @Option(names = "--host", paramLabel = "HOST", description = "Only those to this host.")
          String host,
      @Option(
              names = "--before",
              paramLabel = ID,
              defaultValue = "9223372036854775807",
              showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
              description = "Go on after this debt.")
          long before,
      @Option(
              names = "--limit",
              paramLabel = "NUMBER",
              defaultValue = "50",
              description = "At most so many, 1 to " + DebtRegister.MAX_PAGE + " (50).")
          int limit)
      throws SQLException {
    if (limit < 1 || limit > DebtRegister.MAX_PAGE) {
      throw wrong("--limit is 1 to " + DebtRegister.MAX_PAGE + ", not " + limit);
    }
    List<DebtRecord> page =
        ask(connection -> new DebtRegister(connection).list(status, host, before, limit));
    print(ROW, ID, "STATUS", "KIND", "HOST", "TRIES", "SINCE (UTC)", "LAST");
    for (DebtRecord debt : page) {
      UpstreamDebt what = debt.debt();
      String last = (debt.hostCode() + " " + debt.lastError()).strip();
      print(
          ROW,
          what.id(),
          what.status(),
          what.kind(),
          what.host(),
          what.tries(),
          time(what.createdAt()),
          last);
    }
    if (page.size() == limit) {
      main.console().print("more: --before " + page.get(limit - 1).debt().id());
    }
  }

  @Command(
      name = "counts",
      description = "How many there are, per host and state, and since when the oldest.",
      mixinStandardHelpOptions = true)
  void counts() throws SQLException {
    print(COUNT_ROW, "HOST", "STATUS", "COUNT", "OLDEST (UTC)");
    for (DebtCount count : ask(connection -> new DebtRegister(connection).counts())) {
      print(COUNT_ROW, count.host(), count.status(), count.count(), time(count.oldest()));
    }
  }

  @Command(
      name = "show",
      description = "One debt, its transaction, what was asked of the host, and what strayed in.",
      mixinStandardHelpOptions = true)
  void show(@Parameters(paramLabel = ID, description = WHICH) long id) throws SQLException {
    DebtStory story =
        ask(connection -> DebtStory.of(connection, id))
            .orElseThrow(
                () -> new OperatorException(ErrorCode.INPUT_REFUSED, "there is no debt " + id));
    tell(story.debt());
    if (story.transaction() != null) {
      tell(story.transaction());
    }
    if (story.exchange() != null) {
      tell(story.exchange());
    }
    for (DebtStory.Stray stray : story.strays()) {
      line("stray", time(stray.receivedAt()) + "  " + stray.why() + "  " + stray.evidence());
    }
  }

  private void tell(DebtRecord debt) {
    UpstreamDebt what = debt.debt();
    line("debt", what.id() + "  " + what.kind() + " to " + what.host());
    line("status", what.status() + " after " + what.tries() + " tries");
    line(
        "message",
        "trace %06d, element 7 %s UTC".formatted(what.trace(), time(what.transmittedAt())));
    line("reason", what.reason());
    line("since", time(what.createdAt()) + " UTC");
    line("last", (debt.hostCode() + " " + debt.lastError()).strip());
    if (debt.endedAt() == null) {
      line("next try", time(debt.nextTryAt()) + " UTC");
    } else {
      line("ended", time(debt.endedAt()) + " UTC");
    }
    if (debt.closedBy() != null) {
      line("closed by", debt.closedBy() + ": " + debt.closedReason());
    }
  }

  private void tell(DebtStory.Told transaction) {
    line("transaction", transaction.id() + "  RRN " + new Rrn(transaction.id()));
    line(
        "",
        "%s %s %s, %d in minor units of %s"
            .formatted(
                transaction.kind(),
                transaction.state(),
                transaction.responseCode(),
                transaction.amount(),
                transaction.currency()));
    line(
        "",
        "merchant %s terminal %s batch %d trace %d, day %s"
            .formatted(
                transaction.merchantId(),
                transaction.terminalId(),
                transaction.batch(),
                transaction.trace(),
                transaction.businessDate()));
  }

  private void tell(DebtStory.Exchange asked) {
    line("card", asked.card());
    line(
        "asked",
        "%s trace %06d at %s UTC: %s %s %s"
            .formatted(
                asked.mti(),
                asked.trace(),
                time(asked.askedAt()),
                asked.status(),
                asked.hostCode(),
                asked.authCode())
            .strip());
    if (asked.answeredAt() != null) {
      line("answered", time(asked.answeredAt()) + " UTC");
    }
  }

  @Command(
      name = "retry",
      description = "Try dead debts again. Their tries are counted anew.",
      mixinStandardHelpOptions = true)
  void retry(@Parameters(arity = "1..*", paramLabel = ID, description = WHICH) List<Long> ids)
      throws SQLException {
    for (long id : ids) {
      ask(
          connection -> {
            new DebtRegister(connection).retry(id, AuditChain.SYSTEM, now());
            return null;
          });
      main.console().print("debt " + id + " is owed again");
    }
  }

  @Command(
      name = "close",
      description = {
        "End a debt: the host knows by other means, or need not know.",
        "One that is just on its way may still arrive."
      },
      mixinStandardHelpOptions = true)
  void close(
      @Parameters(paramLabel = ID, description = WHICH) long id,
      @Option(
              names = "--reason",
              required = true,
              paramLabel = "TEXT",
              description = "Why; it is recorded. 1 to 200 characters.")
          String reason)
      throws SQLException {
    ask(
        connection -> {
          new DebtRegister(connection).close(id, AuditChain.SYSTEM, reason, now());
          return null;
        });
    main.console().print("debt " + id + " is closed");
  }

  /** What is asked of the database. */
  @FunctionalInterface
  private interface Question<T> {
    T to(Connection connection) throws SQLException;
  }

  private <T> T ask(Question<T> question) throws SQLException {
    return new DirectTransactions(main.database()).run(question::to);
  }

  private void print(String format, Object... columns) {
    main.console().print(String.format(Locale.ROOT, format, columns).stripTrailing());
  }

  private void line(String name, Object value) {
    print("%-12s %s", name, value);
  }

  private static String time(LocalDateTime time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ');
  }

  private static LocalDateTime now() {
    return LocalDateTime.now(ZoneOffset.UTC);
  }
}

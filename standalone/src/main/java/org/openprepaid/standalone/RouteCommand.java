package org.openprepaid.standalone;

import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.openprepaid.audit.AuditChain;
import org.openprepaid.card.Pan;
import org.openprepaid.id.TimeOrderedIds;
import org.openprepaid.routing.DailyWindow;
import org.openprepaid.routing.IssuerRoute;
import org.openprepaid.routing.OutOfServiceMark;
import org.openprepaid.routing.RouteConditions;
import org.openprepaid.routing.RouteExplanation;
import org.openprepaid.routing.RoutingChange;
import org.openprepaid.routing.RoutingDesk;
import org.openprepaid.routing.RoutingEntry;
import org.openprepaid.routing.RoutingPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/**
 * Routing, beside a running server or without one. Whoever may use this command owns the machine;
 * history and audit trail call it {@code system}.
 */
@Command(
    name = "route",
    description = {
      "Whose card numbers are, and which hosts decide about them: docs/routing.md.",
      "Every server follows a change within a second."
    },
    subcommands = {
      RouteParts.IssuerCommand.class,
      RouteParts.RangeCommand.class,
      RouteParts.HostCommand.class
    })
final class RouteCommand extends CommandGroup {
  private static final String ZONE = "openprepaid.zone";
  private static final String HOST = "HOST";

  @ParentCommand private Main main;

  @Command(name = "list", description = "All that is in force.", mixinStandardHelpOptions = true)
  void list() throws SQLException {
    RoutingPlan plan = desk().plan();
    print("version " + plan.version());
    plan.ourBins().forEach(bin -> print("ours     " + bin.key()));
    for (RoutingEntry entry : plan.entries()) {
      String kind = entry.kind().name().toLowerCase(Locale.ROOT);
      print(String.format(Locale.ROOT, "%-8s %s", kind, entry.notation()));
    }
  }

  @Command(name = "add", description = "Add a route.", mixinStandardHelpOptions = true)
  void add(
      @Option(names = "--issuer", required = true, paramLabel = "CODE") String issuer,
      @Option(names = "--host", required = true, description = "The host to ask first.")
          String host,
      @Option(
              names = "--alternative",
              paramLabel = HOST,
              description = "The host to ask when the first cannot be.")
          String alternative,
      @Option(
              names = "--kind",
              split = ",",
              paramLabel = "KIND",
              description = "Only for these: PURCHASE, REFUND, BALANCE_INQUIRY …")
          List<String> kinds,
      @Option(names = "--merchant", paramLabel = "ID", description = "Only for this one.")
          String merchant,
      @Option(
              names = "--window",
              paramLabel = "22:00-06:00",
              description = "Only in these hours of each day, the institution's time.")
          String window,
      @Option(names = "--valid-from", paramLabel = "DATE", description = "Its first day.")
          LocalDate from,
      @Option(names = "--valid-to", paramLabel = "DATE", description = "Its last day.")
          LocalDate to,
      @Option(
              names = "--rank",
              defaultValue = "" + IssuerRoute.USUAL_RANK,
              description = "Of equally specific routes the lowest is taken (${DEFAULT-VALUE}).")
          int rank)
      throws SQLException {
    RouteConditions conditions =
        new RouteConditions(
            kinds == null ? Set.of() : kinds(kinds),
            merchant == null ? "" : merchant,
            window == null ? null : DailyWindow.of(window),
            from,
            to);
    add(new IssuerRoute(0, issuer, conditions, host, alternative, rank));
  }

  private static Set<String> kinds(List<String> typed) {
    return typed.stream()
        .map(kind -> kind.toUpperCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Command(name = "remove", description = "Remove a route.", mixinStandardHelpOptions = true)
  void remove(@Parameters(paramLabel = "ID", description = "As list shows it.") long id)
      throws SQLException {
    remove(RoutingEntry.Kind.ROUTE, String.valueOf(id));
  }

  @Command(
      name = "out-of-service",
      description = "Ask a host no more; its alternatives are asked instead.",
      mixinStandardHelpOptions = true)
  void outOfService(
      @Parameters(paramLabel = HOST, description = "Its name.") String host,
      @Option(names = "--reason", required = true, description = "Why, for people.") String reason,
      @Option(
              names = "--until",
              paramLabel = "2026-12-01T06:00",
              description = "When it ends by itself, the institution's time.")
          LocalDateTime until)
      throws SQLException {
    LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
    add(new OutOfServiceMark(host, now, AuditChain.SYSTEM, reason, until));
  }

  @Command(name = "in-service", description = "Ask a host again.", mixinStandardHelpOptions = true)
  void inService(@Parameters(paramLabel = HOST, description = "Its name.") String host)
      throws SQLException {
    remove(RoutingEntry.Kind.MARK, host);
  }

  @Command(
      name = "test",
      description = {
        "Say which way a request would take, and why. Nothing is sent.",
        "Without a number it is a line of the standard input, so that no shell remembers it."
      },
      mixinStandardHelpOptions = true)
  void test(
      @Parameters(arity = "0..1", paramLabel = "PAN", description = "A whole card number.")
          String pan,
      @Option(names = "--kind", defaultValue = "PURCHASE", description = "(${DEFAULT-VALUE})")
          String kind,
      @Option(names = "--merchant", defaultValue = "", paramLabel = "ID") String merchant,
      @Option(
              names = "--at",
              paramLabel = "2026-12-01T06:00",
              description = "When, the institution's time (now).")
          LocalDateTime at)
      throws SQLException {
    Pan card = card(pan == null ? new String(main.keyboard().secret("card number")) : pan);
    String wanted = kind.toUpperCase(Locale.ROOT);
    if (!RouteConditions.KINDS.contains(wanted)) {
      throw new OperatorException(
          ErrorCode.INPUT_REFUSED, "--kind is one of " + new TreeSet<>(RouteConditions.KINDS));
    }
    LocalDateTime when = at == null ? LocalDateTime.now(zone()) : at;
    RouteExplanation explanation = desk().explain(card, wanted, merchant, when);
    explanation.lines().forEach(this::print);
  }

  /** What is no card number is not repeated: it may be one with a digit wrong. */
  private static Pan card(String typed) {
    if (!Pan.isWellFormed(typed)) {
      throw new OperatorException(
          ErrorCode.INPUT_REFUSED, "a card number has 12 to 19 digits, the last a check digit");
    }
    return Pan.of(typed);
  }

  @Command(
      name = "history",
      description = "What was changed, the latest first.",
      mixinStandardHelpOptions = true)
  void history(
      @Option(
              names = "--page",
              defaultValue = "20",
              paramLabel = "COUNT",
              description = "How many, 1 to " + RoutingDesk.MAX_PAGE + " (${DEFAULT-VALUE}).")
          int page,
      @Option(
              names = "--before",
              defaultValue = "" + Long.MAX_VALUE,
              showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
              paramLabel = "SEQUENCE",
              description = "Only older ones.")
          long before)
      throws SQLException {
    if (page < 1 || page > RoutingDesk.MAX_PAGE) {
      throw wrong("--page is 1 to " + RoutingDesk.MAX_PAGE + ", not " + page);
    }
    List<RoutingChange> changes = desk().history(before, page);
    changes.forEach(this::tell);
    if (changes.size() == page && changes.get(page - 1).sequence() > 1) {
      print("more: --before " + changes.get(page - 1).sequence());
    }
  }

  @Command(
      name = "undo",
      description = "Revert one change, if nothing has changed it since.",
      mixinStandardHelpOptions = true)
  void undo(@Parameters(paramLabel = "SEQUENCE", description = "See history.") long sequence)
      throws SQLException {
    tell(desk().undo(AuditChain.SYSTEM, sequence));
  }

  void add(RoutingEntry entry) throws SQLException {
    tell(desk().add(AuditChain.SYSTEM, entry));
  }

  void remove(RoutingEntry.Kind kind, String key) throws SQLException {
    tell(desk().remove(AuditChain.SYSTEM, kind, key));
  }

  RoutingDesk desk() {
    int node = main.settings().number(Settings.NODE, 0, 0, TimeOrderedIds.MAX_NODE);
    return new RoutingDesk(
        new DirectTransactions(main.database()),
        new TimeOrderedIds(node, Clock.systemUTC()),
        () -> {});
  }

  void print(String line) {
    main.console().print(line);
  }

  private void tell(RoutingChange change) {
    print(
        String.format(
            Locale.ROOT,
            "change %d  %sZ  %s  %s%s",
            change.sequence(),
            change.changedAt().withNano(0),
            change.operator(),
            change.what(),
            change.undoes() == 0 ? "" : "  undoes " + change.undoes()));
    if (!change.before().isEmpty()) {
      print("  before   " + change.before());
    }
    if (!change.after().isEmpty()) {
      print("  after    " + change.after());
    }
  }

  private ZoneId zone() {
    String name = main.settings().get(ZONE, "Asia/Shanghai");
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new OperatorException(ErrorCode.SETTING_INVALID, ZONE + " = " + name, e);
    }
  }
}

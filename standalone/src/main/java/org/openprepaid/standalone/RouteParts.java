package org.openprepaid.standalone;

import java.sql.SQLException;
import org.openprepaid.key.MacAlgorithm;
import org.openprepaid.routing.CardIssuer;
import org.openprepaid.routing.CardRange;
import org.openprepaid.routing.RoutingEntry;
import org.openprepaid.routing.UpstreamAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What routes stand on: issuers, their ranges, and hosts. */
final class RouteParts {
  private static final String CODE = "CODE";
  private static final String CODE_RULE = "1 to 16 of A-Z, 0-9 and hyphens.";
  private static final String DIGITS = "DIGITS";
  private static final String DIGITS_RULE =
      "First digits: 621700, 621700-621799, and perhaps the number's length: 621700:19.";

  private RouteParts() {}

  /** {@code route issuer}. */
  @Command(name = "issuer", description = "Who issued cards.")
  static final class IssuerCommand extends CommandGroup {
    @ParentCommand private RouteCommand route;

    @Command(name = "add", description = "Add an issuer.", mixinStandardHelpOptions = true)
    void add(
        @Parameters(paramLabel = CODE, description = CODE_RULE) String code,
        @Option(names = "--name", required = true, description = "For people.") String name,
        @Option(names = "--on-us", description = "Its cards are ours, and decided here.")
            boolean onUs)
        throws SQLException {
      route.add(new CardIssuer(code, name, onUs));
    }

    @Command(
        name = "remove",
        description = "Remove an issuer that has no ranges and no routes.",
        mixinStandardHelpOptions = true)
    void remove(@Parameters(paramLabel = CODE) String code) throws SQLException {
      route.remove(RoutingEntry.Kind.ISSUER, code);
    }
  }

  /** {@code route range}. */
  @Command(name = "range", description = "Which card numbers are an issuer's.")
  static final class RangeCommand extends CommandGroup {
    @ParentCommand private RouteCommand route;

    @Command(
        name = "add",
        description = "Add a range. Of those that hold a number the longest is taken.",
        mixinStandardHelpOptions = true)
    void add(
        @Parameters(paramLabel = DIGITS, description = DIGITS_RULE) String digits,
        @Option(names = "--issuer", required = true, paramLabel = CODE) String issuer)
        throws SQLException {
      route.add(CardRange.of(digits, issuer));
    }

    @Command(name = "remove", description = "Remove a range.", mixinStandardHelpOptions = true)
    void remove(@Parameters(paramLabel = DIGITS, description = DIGITS_RULE) String digits)
        throws SQLException {
      route.remove(RoutingEntry.Kind.RANGE, digits);
    }
  }

  /** {@code route host}. */
  @Command(name = "host", description = "Whom routes may lead to.")
  static final class HostCommand extends CommandGroup {
    @ParentCommand private RouteCommand route;

    @Command(
        name = "add",
        description = "Add a host, with the ledger account of what it and we owe each other.",
        mixinStandardHelpOptions = true)
    void add(
        @Parameters(paramLabel = "NAME", description = CODE_RULE + " Also its key zone.")
            String name,
        @Option(names = "--title", required = true, description = "For people.") String title,
        @Option(
                names = "--institution",
                required = true,
                description = "How the host knows us: 1 to 11 digits.")
            String institution,
        @Option(
                names = "--mac-algorithm",
                defaultValue = "X9_19",
                description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
            MacAlgorithm macAlgorithm)
        throws SQLException {
      route.add(new UpstreamAddress(name, title, institution, macAlgorithm));
    }

    @Command(name = "list", description = "All hosts.", mixinStandardHelpOptions = true)
    void list() throws SQLException {
      for (UpstreamAddress host : route.desk().plan().all(UpstreamAddress.class)) {
        route.print(host.notation());
      }
    }
  }
}

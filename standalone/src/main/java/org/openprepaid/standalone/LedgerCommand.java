package org.openprepaid.standalone;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.money.Currency;
import org.openprepaid.money.Money;
import org.openprepaid.settlement.LedgerCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** The ledger's proof, beside a running server or without one. */
@Command(name = "ledger", description = "The ledger.", subcommands = LedgerCommand.Check.class)
final class LedgerCommand extends CommandGroup {
  @ParentCommand private Main main;

  /** {@code ledger check}: exit status 0 when clean, 1 when it found something. */
  @Command(
      name = "check",
      description = {
        "Prove rules 1 to 4 over the whole database and name what breaks them.",
        "Exit status 0: clean; 1: something is named, or the check could not run."
      },
      mixinStandardHelpOptions = true)
  static final class Check implements Callable<Integer> {
    @ParentCommand private LedgerCommand ledger;

    @Override
    public Integer call() throws SQLException {
      Main main = ledger.main;
      Console console = main.console();
      Secrets secrets = Secrets.openOrCreate(main.runDirectory());
      DatabaseAccess access = main.database();
      SecurityModule security =
          MasterKeyStore.module(
              main.runDirectory(), main.settings(), secrets, new DirectDataSource(access));
      try (Connection connection = connect(access)) {
        LedgerCheck.Report report = new LedgerCheck(connection, security).run(console::step);
        tell(report, console);
        return report.isClean() ? 0 : 1;
      }
    }

    private static void tell(LedgerCheck.Report report, Console console) {
      report.findings().forEach(finding -> console.print(finding.toString()));
      console.step(
          "%d entries, %d card accounts, %d transactions; cards are owed %s"
              .formatted(
                  report.entries(),
                  report.accounts(),
                  report.transactions(),
                  Money.of(report.cardLiability(), Currency.CNY)));
      console.print(
          report.isClean()
              ? "ledger clean"
              : "ledger NOT clean: " + report.findings().size() + " findings");
    }

    private static Connection connect(DatabaseAccess access) {
      try {
        return access.connect();
      } catch (SQLException e) {
        throw new OperatorException(ErrorCode.DATABASE_UNREACHABLE, access.url(), e);
      }
    }
  }
}

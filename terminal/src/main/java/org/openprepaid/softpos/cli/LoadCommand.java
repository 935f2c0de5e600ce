package org.openprepaid.softpos.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.openprepaid.softpos.load.LoadGenerator;
import org.openprepaid.softpos.load.LoadPlan;
import org.openprepaid.softpos.load.LoadReport;
import org.openprepaid.softpos.pos.Amounts;
import org.openprepaid.softpos.pos.Card;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code load}: many terminals buy at once, and the rate is printed. */
@Command(
    name = "load",
    description = {
      "Buy from many terminals at once, with MAC and PIN, and print rate and latency.",
      "It settles the terminals' open batches first. Exit code 1 when nothing was approved."
    },
    mixinStandardHelpOptions = true)
final class LoadCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private SampleOptions sample;

  @Option(
      names = "--connections",
      defaultValue = "16",
      description = "Connections, one purchase under way on each (default ${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "How long to measure (default ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "0",
      description = "Seconds to buy before measuring (default ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--amount",
      defaultValue = "0.01",
      description = "Of each purchase (default ${DEFAULT-VALUE}).")
  private String amount;

  @Option(
      names = "--threads",
      defaultValue = "1",
      description = "1 or 2 (default ${DEFAULT-VALUE}).")
  private int threads;

  @Option(names = "--pin-only", description = "Only cards that have a PIN.")
  private boolean pinOnly;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try (LoadGenerator generator = new LoadGenerator(plan())) {
      generator.prepare();
      if (warmUp > 0) {
        out.println("warm-up   " + generator.run(TimeUnit.SECONDS.toNanos(warmUp)));
      }
      LoadReport report = generator.run(TimeUnit.SECONDS.toNanos(seconds));
      out.println("measured  " + report);
      return report.approved() > 0 ? 0 : 1;
    }
  }

  private LoadPlan plan() {
    LoadPlan plan = LoadPlan.of(sample.read());
    List<Card> cards =
        plan.cards().stream().filter(card -> !pinOnly || card.pin() != null).toList();
    try {
      return plan.withCards(cards)
          .withAmount(Amounts.parse(amount))
          .withConnections(connections)
          .withThreads(threads);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage());
    }
  }
}

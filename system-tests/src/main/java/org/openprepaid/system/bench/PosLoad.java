package org.openprepaid.system.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openprepaid.softpos.load.LoadGenerator;
import org.openprepaid.softpos.load.LoadPlan;
import org.openprepaid.softpos.load.LoadReport;
import org.openprepaid.softpos.pos.Card;
import org.openprepaid.softpos.pos.KeyLength;
import org.openprepaid.softpos.pos.TerminalIdentity;
import org.openprepaid.softpos.sample.SampleInstitution;
import org.openprepaid.softpos.sample.SampleInstitution.SampleCard;

/** The system: ISO 8583 purchases with MAC and PIN, one under way on each connection. */
final class PosLoad implements Contender, AutoCloseable {
  /** What the names of all of these begin with. */
  static final String NAME = "system-";

  /**
   * Of the sample's cards with a PIN. A load keeps a purchase ready for each card at each terminal,
   * so that preparing them is not part of what is measured: more cards would not fit in memory.
   */
  private static final int MAX_CARDS = 400;

  private static final long ONE_FEN = 1;

  /** Longer than a host upstream is waited for. */
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final int connections;
  private final LoadGenerator generator;

  /** Signs the terminals in and connects; they buy with cards of our own. */
  PosLoad(SampleInstitution sample, List<TerminalIdentity> terminals, int connections) {
    this(sample, terminals, cards(sample), connections);
  }

  /** Signs the terminals in and connects; they buy with these cards. */
  PosLoad(
      SampleInstitution sample,
      List<TerminalIdentity> terminals,
      List<Card> cards,
      int connections) {
    this.connections = connections;
    this.generator =
        new LoadGenerator(
            new LoadPlan(
                sample.host(),
                sample.port(),
                sample.framing(),
                terminals,
                cards,
                ONE_FEN,
                connections,
                1,
                KeyLength.DOUBLE,
                PATIENCE,
                null));
    generator.prepare();
  }

  /** The cards that are bought with: swiped, and with their PIN. */
  static List<Card> cards(SampleInstitution sample) {
    return sample.cards().stream()
        .map(SampleCard::card)
        .filter(card -> card.pin() != null)
        .limit(MAX_CARDS)
        .toList();
  }

  @Override
  public String name() {
    return NAME + connections;
  }

  @Override
  public Tally run(Duration length) throws InterruptedException {
    LoadReport report = generator.run(length.toNanos());
    Duration elapsed = Duration.ofNanos((long) (report.seconds() * 1e9));
    return new Tally(report.approved(), trouble(report), elapsed, report.latency());
  }

  /** In words, what did not end in an approval; empty when all did. */
  private static String trouble(LoadReport report) {
    Map<String, Long> refused = new TreeMap<>(report.codes());
    refused.remove("00");
    boolean none = refused.isEmpty() && report.lost() + report.badMacs() + report.exhausted() == 0;
    return none
        ? ""
        : String.format(
            "refused %s, lost %d, bad MACs %d, terminals out of traces %d",
            refused, report.lost(), report.badMacs(), report.exhausted());
  }

  @Override
  public void close() {
    generator.close();
  }
}

package org.openprepaid.system;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.openprepaid.softpos.load.ApprovalListener;
import org.openprepaid.softpos.load.LoadGenerator;
import org.openprepaid.softpos.load.LoadPlan;
import org.openprepaid.softpos.load.LoadReport;
import org.openprepaid.softpos.pos.Card;
import org.openprepaid.softpos.pos.KeyLength;
import org.openprepaid.softpos.sample.SampleInstitution;

/** Sixteen terminals that buy as fast as they can, and remember what was approved. */
final class Rush implements AutoCloseable {
  private static final int TERMINALS = 16;
  private static final int CARDS = 40;
  private static final Duration LONGEST = Duration.ofMinutes(4);

  /** After this, a purchase without an answer counts as one that hangs. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Set<String> approved = ConcurrentHashMap.newKeySet();
  private final LoadGenerator generator;
  private final CompletableFuture<LoadReport> report = new CompletableFuture<>();

  /** Signs in, and begins, each with a card of our own. */
  Rush(Institution institution) {
    this(institution, Stream.generate(institution::cardWithPin).limit(CARDS).toList(), TERMINALS);
  }

  /** Signs in, and begins, with these cards in turn. */
  Rush(Institution institution, List<Card> cards, int terminals) {
    ApprovalListener listener =
        (terminal, batch, trace, rrn) -> approved.add(Books.key(terminal, batch, trace));
    generator = new LoadGenerator(plan(institution, cards, terminals, listener));
    generator.prepare();
    Thread thread = new Thread(this::buy, "rush");
    thread.setDaemon(true);
    thread.start();
  }

  private static LoadPlan plan(
      Institution institution, List<Card> cards, int terminals, ApprovalListener listener) {
    SampleInstitution sample = institution.sample();
    return new LoadPlan(
        sample.host(),
        sample.port(),
        sample.framing(),
        institution.terminals(terminals),
        cards,
        1,
        terminals,
        1,
        KeyLength.DOUBLE,
        PATIENCE,
        listener);
  }

  private void buy() {
    try {
      report.complete(generator.run(LONGEST.toNanos()));
    } catch (InterruptedException | RuntimeException e) {
      report.completeExceptionally(e);
    }
  }

  /** What was approved so far, as {@code terminal-batch-trace}. */
  Set<String> approved() {
    return approved;
  }

  /** Begins no more, and waits for the answers under way. */
  LoadReport end() {
    generator.stop();
    return report.join();
  }

  @Override
  public void close() {
    end();
    generator.close();
  }
}

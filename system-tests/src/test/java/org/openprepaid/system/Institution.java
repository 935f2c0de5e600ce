package org.openprepaid.system;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.openprepaid.softpos.pos.Card;
import org.openprepaid.softpos.pos.TerminalIdentity;
import org.openprepaid.softpos.sample.SampleInstitution;
import org.openprepaid.softpos.sample.SampleInstitution.SampleCard;
import org.openprepaid.system.instance.Instance;

/**
 * The instance under test and its sample institution. It hands out every terminal and every card
 * only once, so that no test meets another one's money.
 */
final class Institution implements AutoCloseable {
  /** What each card was issued with: 1,000.00. */
  static final long ISSUED = 100_000;

  private final Instance instance;
  private final Path journals;
  private final SampleInstitution sample;
  private final Deque<TerminalIdentity> terminals;
  private final Deque<Card> withPin;
  private final Deque<Card> withoutPin;
  private final List<Card> foreign;
  private final AtomicInteger counters = new AtomicInteger();

  Institution(Instance instance, Path journals) {
    this.instance = instance;
    this.journals = journals;
    this.sample = SampleInstitution.read(instance.sample());
    this.terminals = new ArrayDeque<>(sample.terminals());
    this.withPin = cards(card -> card.card().pin() != null);
    this.withoutPin = cards(card -> card.card().pin() == null);
    this.foreign = sample.foreignCards().stream().map(SampleCard::card).toList();
  }

  private Deque<Card> cards(Predicate<SampleCard> wanted) {
    List<Card> cards = sample.cards().stream().filter(wanted).map(SampleCard::card).toList();
    return new ArrayDeque<>(cards);
  }

  Instance instance() {
    return instance;
  }

  SampleInstitution sample() {
    return sample;
  }

  /** A counter whose terminal has not signed in yet. */
  synchronized Counter newCounter() {
    return counterOf(terminals.removeFirst());
  }

  /** A counter of the same merchant as this one. */
  synchronized Counter newCounterBeside(Counter neighbour) {
    return find(neighbour, true);
  }

  /** A counter of another merchant than this one's. */
  synchronized Counter newCounterElsewhere(Counter other) {
    return find(other, false);
  }

  private Counter find(Counter other, boolean sameMerchant) {
    TerminalIdentity found =
        terminals.stream()
            .filter(t -> t.merchantId().equals(other.identity().merchantId()) == sameMerchant)
            .findFirst()
            .orElseThrow();
    terminals.remove(found);
    return counterOf(found);
  }

  private Counter counterOf(TerminalIdentity terminal) {
    return new Counter(this, terminal, journals.resolve("counter-" + counters.incrementAndGet()));
  }

  /** Terminals for something else than a counter. */
  synchronized List<TerminalIdentity> terminals(int count) {
    return Stream.generate(terminals::removeFirst).limit(count).toList();
  }

  synchronized Card cardWithPin() {
    return withPin.removeFirst();
  }

  synchronized Card cardWithoutPin() {
    return withoutPin.removeFirst();
  }

  /** The cards that the upstream host holds: shared, for it has plenty of money. */
  List<Card> foreignCards() {
    return foreign;
  }

  @Override
  public void close() {
    instance.close();
  }
}

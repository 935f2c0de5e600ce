package org.openprepaid.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.openprepaid.softpos.pos.Card;
import org.openprepaid.softpos.pos.KeyLength;
import org.openprepaid.softpos.pos.Outcome;
import org.openprepaid.softpos.pos.PosTerminal;
import org.openprepaid.softpos.pos.Slip;
import org.openprepaid.softpos.pos.TerminalException;

/**
 * A till in a storm: buys with cards of others and undoes, voids, refunds and completes what it
 * bought, with whatever answer or none; pays its debts when it can.
 */
final class Till implements Runnable {
  private static final int REMEMBERED = 20;

  private final PosTerminal terminal;
  private final List<Card> cards;
  private final Random random;
  private final List<Slip> bought = new ArrayList<>();
  private final List<Slip> held = new ArrayList<>();
  private volatile boolean stopping;

  Till(PosTerminal terminal, List<Card> cards, long seed) {
    this.terminal = terminal;
    this.cards = cards;
    this.random = new Random(seed);
  }

  void stop() {
    stopping = true;
  }

  @Override
  public void run() {
    while (!stopping) {
      try {
        act();
      } catch (TerminalException | IllegalStateException e) {
        // the host is away, or signed us off: what is owed is kept, and tried again
        signInAgain();
      }
    }
  }

  private void signInAgain() {
    try {
      terminal.signIn(KeyLength.DOUBLE);
      terminal.payDebts();
    } catch (TerminalException | IllegalStateException e) {
      Thread.onSpinWait();
    }
  }

  /** What is still owed when the storm is over. */
  void settleDebts() {
    terminal.signIn(KeyLength.DOUBLE);
    terminal.payDebts();
  }

  private void act() {
    Card card = cards.get(random.nextInt(cards.size()));
    long amount = 1L + random.nextInt(500);
    switch (random.nextInt(10)) {
      case 0 -> remember(held, terminal.preAuthorise(card, amount));
      case 1 -> forget(held, slip -> terminal.complete(slip, Math.max(1, slip.amount() / 2)));
      case 2 -> forget(held, terminal::voidPreAuthorisation);
      case 3 -> forget(bought, terminal::voidPurchase);
      case 4 -> forget(bought, slip -> terminal.refund(slip, Math.max(1, slip.amount() / 3)));
      case 5 -> forget(bought, terminal::reverse);
      case 6 -> {
        terminal.faults().dropReply();
        terminal.purchase(card, amount);
      }
      default -> remember(bought, terminal.purchase(card, amount));
    }
  }

  private void remember(List<Slip> slips, Outcome outcome) {
    if ("00".equals(outcome.code())) {
      slips.add(terminal.slip(outcome));
      if (slips.size() > REMEMBERED) {
        slips.remove(0);
      }
    }
  }

  /** What is done with a slip. */
  @FunctionalInterface
  private interface Act {
    Outcome on(Slip slip);
  }

  private void forget(List<Slip> slips, Act act) {
    if (!slips.isEmpty()) {
      var unused = act.on(slips.remove(random.nextInt(slips.size())));
    }
  }
}

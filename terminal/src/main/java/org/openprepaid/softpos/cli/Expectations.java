package org.openprepaid.softpos.cli;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.openprepaid.softpos.pos.Amounts;
import org.openprepaid.softpos.pos.Outcome;
import org.openprepaid.softpos.pos.PosTerminal;
import org.openprepaid.softpos.pos.ResponseCodes;
import org.openprepaid.softpos.pos.Settlement;
import org.openprepaid.softpos.pos.Totals;

/** What a script may expect of the last exchange, and the amounts that it remembers. */
final class Expectations {
  private final PosTerminal terminal;
  private final Map<String, Long> remembered = new HashMap<>();
  private Outcome last;
  private Settlement settlement;

  Expectations(PosTerminal terminal) {
    this.terminal = terminal;
  }

  void happened(Outcome outcome) {
    last = outcome;
    settlement = null;
  }

  void happened(Settlement settled) {
    last = settled.outcome();
    settlement = settled;
  }

  /** {@code remember NAME}: the balance of the last reply, under this name. */
  void remember(Words words) {
    String name = words.next("a name");
    if (name.matches("[0-9].*")) {
      throw new CommandException("a name does not begin with a digit: " + name);
    }
    words.end();
    remembered.put(name, lastBalance());
  }

  /** {@code expect …}: see the help of the counter. */
  void expect(Words words) {
    String what = words.next("what is expected");
    switch (what.toLowerCase(Locale.ROOT)) {
      case "balance" -> same("balance", amount(words), lastBalance());
      case "debits" -> total("debits", words, totals().debitCount(), totals().debitAmount());
      case "credits" -> total("credits", words, totals().creditCount(), totals().creditAmount());
      case "debts" -> count("debts", words.number("how many"), terminal.debts().size());
      case "balanced" -> settled(true);
      case "unbalanced" -> settled(false);
      default -> code(what.toUpperCase(Locale.ROOT));
    }
    words.end();
  }

  private void code(String expected) {
    String found = requireLast().code();
    if (!expected.equals(found)) {
      throw new CommandException(
          "expected " + expected + ", found " + found + " (" + ResponseCodes.meaning(found) + ")");
    }
  }

  private void settled(boolean balanced) {
    if (settlement == null) {
      throw new CommandException("there was no settlement just before");
    }
    if (settlement.balanced() != balanced) {
      throw new CommandException("the host's comparison was " + settlement.result());
    }
  }

  private Totals totals() {
    return settlement == null ? terminal.totals() : settlement.totals();
  }

  private void total(String which, Words words, int count, long amount) {
    count(which, words.number("how many"), count);
    if (!words.isEmpty()) {
      same(which, amount(words), amount);
    }
  }

  private static void count(String which, int expected, int found) {
    if (expected != found) {
      throw new CommandException("expected " + expected + " " + which + ", found " + found);
    }
  }

  private static void same(String which, long expected, long found) {
    if (expected != found) {
      throw new CommandException(
          "expected " + which + " " + Amounts.show(expected) + ", found " + Amounts.show(found));
    }
  }

  /** {@code 70.00} or {@code NAME}, then any number of {@code + 10.00} and {@code - 10.00}. */
  private long amount(Words words) {
    long amount = term(words.next("an amount"));
    while (!words.isEmpty()) {
      boolean minus = words.take("-");
      if (!minus && !words.take("+")) {
        break;
      }
      long term = term(words.next("an amount"));
      amount += minus ? -term : term;
    }
    return amount;
  }

  private long term(String word) {
    if (word.matches("[0-9].*")) {
      return Amounts.parse(word);
    }
    Long known = remembered.get(word);
    if (known == null) {
      throw new CommandException("nothing is remembered as " + word);
    }
    return known;
  }

  private long lastBalance() {
    OptionalLong balance = requireLast().balance();
    return balance.orElseThrow(() -> new CommandException("the last reply has no balance"));
  }

  private Outcome requireLast() {
    if (last == null) {
      throw new CommandException("nothing was exchanged yet");
    }
    return last;
  }
}

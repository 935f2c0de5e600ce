package org.openprepaid.softpos.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.openprepaid.softpos.pos.PosTerminal;
import org.openprepaid.softpos.pos.Slip;
import org.openprepaid.softpos.pos.Transaction;

/**
 * Finds the slip that a command means: {@code LAST} (the last approved one that moved anything), a
 * trace number, a retrieval reference number, or a name given with {@code as}.
 */
final class SlipFinder {
  private final PosTerminal terminal;
  private final Map<String, Slip> named = new HashMap<>();

  SlipFinder(PosTerminal terminal) {
    this.terminal = terminal;
  }

  void name(String name, Slip slip) {
    if (name.matches("[0-9].*") || name.equalsIgnoreCase("LAST")) {
      throw new CommandException("not a name for a transaction: " + name);
    }
    named.put(name, slip);
  }

  Slip find(Words words) {
    String reference = words.next("LAST, a trace, an RRN, or a name");
    if (reference.equalsIgnoreCase("LAST")) {
      return last();
    }
    if (named.containsKey(reference)) {
      return named.get(reference);
    }
    Predicate<Slip> wanted =
        reference.matches("[0-9]{1,6}")
            ? slip -> slip.trace() == Integer.parseInt(reference)
            : slip -> reference.equals(slip.rrn());
    return terminal.slips().stream()
        .filter(wanted)
        .findFirst()
        .or(() -> terminal.earlierSlips().stream().filter(wanted).findFirst())
        .orElseThrow(() -> new CommandException("the journal has no " + reference));
  }

  private Slip last() {
    List<Slip> slips = new ArrayList<>(terminal.slips());
    for (int i = slips.size() - 1; i >= 0; i--) {
      Slip slip = slips.get(i);
      if (slip.state() == Slip.State.APPROVED && slip.transaction() != Transaction.INQUIRY) {
        return slip;
      }
    }
    throw new CommandException("there is no approved transaction in this batch");
  }
}

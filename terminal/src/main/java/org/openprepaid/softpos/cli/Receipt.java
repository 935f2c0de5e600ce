package org.openprepaid.softpos.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.openprepaid.softpos.pos.Amounts;
import org.openprepaid.softpos.pos.Outcome;
import org.openprepaid.softpos.pos.PosTerminal;
import org.openprepaid.softpos.pos.ResponseCodes;
import org.openprepaid.softpos.pos.Settlement;
import org.openprepaid.softpos.pos.Slip;

/** Prints what people read: slips for transactions, lines for the rest. */
final class Receipt {
  private static final String RULE = "  " + "-".repeat(58);

  private final PrintWriter out;

  Receipt(PrintWriter out) {
    this.out = out;
  }

  /** A line for what has no slip. */
  void line(Outcome outcome) {
    out.printf("  %s: %s%n", outcome.title(), verdict(outcome));
  }

  /** The slip of a transaction. */
  void slip(PosTerminal terminal, Outcome outcome) {
    Slip slip = terminal.slip(outcome);
    out.println(RULE);
    out.printf("  %-30s %s%n", outcome.title().toUpperCase(Locale.ROOT), verdict(outcome));
    out.printf(
        "  merchant %s   terminal %s%n",
        terminal.identity().merchantId(), terminal.identity().terminalId());
    if (slip != null) {
      out.printf("  card     %s%n", slip.maskedPan());
    }
    if (outcome.request().has(4)) {
      out.printf("  amount   CNY %s%n", Amounts.show(Long.parseLong(outcome.request().get(4))));
    }
    outcome.balance().ifPresent(b -> out.printf("  balance  CNY %s%n", Amounts.show(b)));
    out.printf("  batch %06d   trace %06d", outcome.batch(), outcome.trace());
    if (outcome.rrn() != null) {
      out.printf("   rrn %s", outcome.rrn());
    }
    if (outcome.authCode() != null) {
      out.printf("   auth %s", outcome.authCode());
    }
    out.println();
    if (slip != null && slip.state() == Slip.State.OWED) {
      out.println("  What is owed will be sent before the next transaction.");
    }
    out.println(RULE);
  }

  void settlement(Settlement settlement) {
    line(settlement.outcome());
    out.printf("  terminal: %s%n", settlement.totals());
    if (settlement.hostTotals() != null && !settlement.hostTotals().equals(settlement.totals())) {
      out.printf("  host:     %s%n", settlement.hostTotals());
    }
    if (settlement.balanced()) {
      out.printf(
          "  Batch %06d agrees and is closed. Sign in to open the next.%n", settlement.batch());
    } else if (settlement.unbalanced()) {
      out.printf("  Batch %06d does not agree.%n", settlement.batch());
    }
  }

  private static String verdict(Outcome outcome) {
    return switch (outcome.status()) {
      case APPROVED -> "00 APPROVED";
      case DECLINED -> outcome.code() + " DECLINED, " + ResponseCodes.meaning(outcome.code());
      case NO_REPLY -> "98 NO REPLY";
      case BAD_MAC -> "A0 REPLY WITH A BAD MAC";
    };
  }
}

package org.openprepaid.web.admin;

import org.openprepaid.card.CardLookup;
import org.openprepaid.terminal.Terminal;
import org.openprepaid.transaction.Rrn;
import org.openprepaid.web.error.ApiException;

/** The ways to look for a transaction; each is served by an index. */
public sealed interface TransactionSearch {

  /** For the audit trail. */
  String describe();

  /**
   * By the terminal's own numbers.
   *
   * @param batch 1 to 999999, or {@code null} for any
   * @param trace 1 to 999999, or {@code null} for any
   */
  record ByTerminal(String terminalId, Integer batch, Integer trace) implements TransactionSearch {
    @Override
    public String describe() {
      return "terminal " + terminalId + " batch " + any(batch) + " trace " + any(trace);
    }

    private static String any(Integer number) {
      return number == null ? "any" : number.toString();
    }
  }

  /** By its retrieval reference number. */
  record ByRrn(Rrn rrn) implements TransactionSearch {
    @Override
    public String describe() {
      return "RRN " + rrn;
    }
  }

  /** By the card as it is shown. */
  record ByCard(String maskedPan) implements TransactionSearch {
    @Override
    public String describe() {
      return "card " + maskedPan;
    }
  }

  /**
   * Reads the parameters; {@code null} is one that was not given.
   *
   * @throws ApiException OP-1809 unless exactly one way to search is given, well-formed
   */
  static TransactionSearch of(
      String terminalId, String batch, String trace, String rrn, String card) {
    int ways = given(terminalId) + given(rrn) + given(card);
    if (ways != 1 || (terminalId == null && given(batch) + given(trace) > 0)) {
      throw ApiException.badParameter(
          "search by terminalId (with batch, trace or both), by rrn, or by card");
    }
    if (terminalId != null) {
      return byTerminal(terminalId, batch, trace);
    }
    if (rrn != null) {
      return new ByRrn(
          Rrn.parse(rrn)
              .orElseThrow(() -> ApiException.badParameter("rrn has 12 letters and digits")));
    }
    if (!CardLookup.isMasked(card)) {
      // never repeat it: someone may have given a whole number
      throw ApiException.badParameter(
          "card is masked: its first six digits, asterisks, its last four digits");
    }
    return new ByCard(card);
  }

  private static TransactionSearch byTerminal(String terminalId, String batch, String trace) {
    if (!Terminal.isTerminalId(terminalId)) {
      throw ApiException.badParameter("terminalId has 8 letters and digits");
    }
    if (batch == null && trace == null) {
      throw ApiException.badParameter("give batch, trace or both with terminalId");
    }
    return new ByTerminal(terminalId, number("batch", batch), number("trace", trace));
  }

  private static Integer number(String name, String text) {
    if (text == null) {
      return null;
    }
    if (!text.matches("[0-9]{1,6}")) {
      throw ApiException.badParameter(name + " has 1 to 6 digits");
    }
    return Integer.valueOf(text);
  }

  private static int given(String parameter) {
    return parameter == null ? 0 : 1;
  }
}

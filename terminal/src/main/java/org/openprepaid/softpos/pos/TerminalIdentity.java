package org.openprepaid.softpos.pos;

/**
 * Who the terminal is.
 *
 * @param terminalId 8 characters
 * @param merchantId 15 characters
 * @param tmk the terminal master key, 32 hex digits
 */
public record TerminalIdentity(String terminalId, String merchantId, String tmk) {
  public TerminalIdentity {
    // the id names a directory, so that nothing but these may stand in it
    if (!terminalId.matches("[A-Za-z0-9]{8}")) {
      throw new TerminalException("OP-1961", "a terminal id has 8 letters or digits");
    }
    if (merchantId.isEmpty() || merchantId.length() > 15) {
      throw new TerminalException("OP-1961", "a merchant id has 15 characters");
    }
    if (!tmk.matches("[0-9A-Fa-f]{32}")) {
      throw new TerminalException("OP-1961", "a terminal master key has 32 hex digits");
    }
  }

  /** Without the key. */
  @Override
  public String toString() {
    return terminalId + " of " + merchantId;
  }
}

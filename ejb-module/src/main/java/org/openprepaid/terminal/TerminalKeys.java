package org.openprepaid.terminal;

import java.util.Objects;
import org.openprepaid.key.KeyAlgorithm;
import org.openprepaid.key.KeyBlock;

/**
 * The working keys of a terminal: what every one of its messages needs.
 *
 * @param terminalId 8 characters
 * @param pinKey the PIN key (PIK), or {@code null} when the terminal is signed off
 * @param macKey the MAC key (MAK), or {@code null} when the terminal is signed off
 */
public record TerminalKeys(String terminalId, KeyBlock pinKey, KeyBlock macKey) {

  public TerminalKeys {
    Objects.requireNonNull(terminalId, "terminalId");
    if ((pinKey == null) != (macKey == null)) {
      throw new IllegalArgumentException("a session has both working keys");
    }
  }

  /** A terminal that has no session. */
  public static TerminalKeys signedOff(String terminalId) {
    return new TerminalKeys(terminalId, null, null);
  }

  public boolean isSignedIn() {
    return macKey != null;
  }

  /** Whether the PIN key has double length. */
  public boolean hasDoubleLengthPinKey() {
    return pinKey.algorithm() == KeyAlgorithm.TDES_2KEY;
  }
}

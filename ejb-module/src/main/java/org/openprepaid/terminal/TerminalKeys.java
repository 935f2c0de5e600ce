package org.openprepaid.terminal;

import java.util.Objects;
import org.openprepaid.key.KeyAlgorithm;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyFault;
import org.openprepaid.key.KeyOwner;
import org.openprepaid.key.KeyRef;

/**
 * The working keys of a terminal: what every one of its messages needs.
 *
 * @param terminalId 8 characters
 * @param pinKey the PIN key (PIK), or {@code null} when the terminal is signed off
 * @param macKey the MAC key (MAK), or {@code null} when the terminal is signed off
 */
public record TerminalKeys(String terminalId, KeyRef pinKey, KeyRef macKey) {

  public TerminalKeys {
    Objects.requireNonNull(terminalId, "terminalId");
    if ((pinKey == null) != (macKey == null)) {
      throw new IllegalArgumentException("a session has both working keys");
    }
    if (pinKey != null) {
      requireOf(terminalId, pinKey);
      requireOf(terminalId, macKey);
    }
  }

  /**
   * A key that was put in another terminal's place in the database does not serve there.
   *
   * @throws KeyException {@link KeyFault#RING_BROKEN}
   */
  static void requireOf(String terminalId, KeyRef key) {
    if (!key.owner().equals(KeyOwner.terminal(terminalId))) {
      throw new KeyException(KeyFault.RING_BROKEN, "terminal " + terminalId + " has " + key);
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

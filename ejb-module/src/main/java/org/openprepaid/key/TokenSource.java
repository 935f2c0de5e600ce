package org.openprepaid.key;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openprepaid.key.master.MasterKey;
import org.openprepaid.key.master.TokenMasterKey;
import org.openprepaid.key.master.TokenSettings;

/**
 * The local master key in a PKCS#11 token, each generation a key of its own: the key label, a
 * hyphen and the generation's number.
 */
public final class TokenSource implements MasterKeySource {
  /** What the labels begin with when nothing else is set. */
  public static final String USUAL_LABEL = "openprepaid-lmk";

  private static final Logger LOG = Logger.getLogger(TokenSource.class.getName());

  /** Generations that are looked for: a change every few years fills them in a lifetime. */
  private static final int MAX_GENERATION = 20;

  private final Path library;
  private final String token;
  private final char[] pin;
  private final String label;

  /**
   * @param library the token's PKCS#11 library
   * @param token the token's label
   * @param pin the user's; copied
   * @param label what the keys' labels begin with
   */
  public TokenSource(Path library, String token, char[] pin, String label) {
    this.library = library;
    this.token = token;
    this.pin = pin.clone();
    this.label = label;
  }

  @Override
  public SortedMap<Integer, MasterKey> open() {
    TreeMap<Integer, MasterKey> keys = new TreeMap<>();
    KeyException missing = null;
    for (int generation = 1; generation <= MAX_GENERATION; generation++) {
      try {
        keys.put(generation, TokenMasterKey.open(settings(generation), this::reach));
      } catch (KeyException e) {
        if (e.fault() != KeyFault.MASTER_KEY_UNUSABLE) {
          keys.values().forEach(MasterKey::close);
          throw e;
        }
        missing = missing == null ? e : missing;
        if (!keys.isEmpty()) {
          break;
        }
      }
    }
    if (keys.isEmpty()) {
      throw missing;
    }
    return keys;
  }

  @Override
  public void create(int generation) {
    try {
      TokenMasterKey.create(settings(generation), this::reach).close();
    } catch (KeyException e) {
      if (e.fault() != KeyFault.MASTER_KEY_NOT_MADE || !isThere(generation)) {
        throw e;
      }
    }
  }

  private boolean isThere(int generation) {
    try {
      TokenMasterKey.open(settings(generation), this::reach).close();
      return true;
    } catch (KeyException e) {
      return false;
    }
  }

  /** Left to the token's own tools, which ask its security officer. */
  @Override
  public void remove(int generation) {
    throw new KeyException(
        KeyFault.TOKEN_REFUSED,
        "delete key '" + label + "-" + generation + "' with the token's own tool");
  }

  private TokenSettings settings(int generation) {
    return new TokenSettings(
        library,
        token,
        pin,
        label + "-" + generation,
        TokenSettings.DEFAULT_LIMIT,
        TokenSettings.DEFAULT_WATCH_INTERVAL);
  }

  private void reach(boolean inReach, String why) {
    LOG.log(Level.FINE, "{0} in reach: {1} {2}", new Object[] {this, inReach, why});
  }

  /** Forgets the PIN. */
  public void wipe() {
    Arrays.fill(pin, '\0');
  }

  @Override
  public String toString() {
    return "token '" + token + "' (" + library + ")";
  }
}

package org.openprepaid.key;

import java.util.Objects;

/**
 * What is to be said of a key in its block, and is authenticated with it.
 *
 * @param owner whose it is
 * @param version 1 to {@link KeyName#MAX_VERSION}
 * @param exportable whether it may leave under another key, or as components
 */
public record KeySpec(
    KeyOwner owner,
    KeyType type,
    KeyAlgorithm algorithm,
    int version,
    boolean exportable,
    Validity validity) {

  /**
   * @throws KeyException {@link KeyFault#ALGORITHM_REFUSED} if the type does not accept the
   *     algorithm
   */
  public KeySpec {
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(validity, "validity");
    if (!type.accepts(algorithm)) {
      throw new KeyException(KeyFault.ALGORITHM_REFUSED, algorithm + " for " + type);
    }
  }

  /** A key of the vault that is always valid and never leaves. */
  public static KeySpec of(KeyName name, KeyAlgorithm algorithm) {
    return new KeySpec(
        name.owner(), name.type(), algorithm, name.version(), false, Validity.ALWAYS);
  }

  /** A terminal's working key, which leaves under the terminal's master key. */
  public static KeySpec working(String terminalId, KeyType type, KeyAlgorithm algorithm) {
    return new KeySpec(KeyOwner.terminal(terminalId), type, algorithm, 1, true, Validity.ALWAYS);
  }

  public KeySpec lasting(Validity days) {
    return new KeySpec(owner, type, algorithm, version, exportable, days);
  }

  public KeySpec exportable(boolean on) {
    return new KeySpec(owner, type, algorithm, version, on, validity);
  }

  /** The vault's name of such a key. */
  public KeyName name() {
    return new KeyName(owner, type, version);
  }
}

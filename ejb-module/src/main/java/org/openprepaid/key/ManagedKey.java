package org.openprepaid.key;

import java.util.Objects;

/**
 * A key of the vault.
 *
 * @param ref the key; {@code null} once it is destroyed
 * @param kcv its check value, 4 bytes
 */
public record ManagedKey(KeyName name, KeyState state, KeyRef ref, Kcv kcv, Validity validity) {
  public ManagedKey {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kcv, "kcv");
    Objects.requireNonNull(validity, "validity");
    if ((ref == null) != (state == KeyState.DESTROYED)) {
      throw new IllegalArgumentException("a key that is not destroyed has its block");
    }
  }
}

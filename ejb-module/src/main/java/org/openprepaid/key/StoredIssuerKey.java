package org.openprepaid.key;

import java.util.Objects;

/**
 * One version of an issuer key, as it is stored.
 *
 * @param name the name of the key, at most 32 characters; see {@link IssuerKeyName#text()}
 * @param version 1 to 255; the highest writes, all of them read
 * @param block the key, wrapped under the local master key
 * @param kcv its check value, 4 bytes
 */
public record StoredIssuerKey(String name, int version, KeyBlock block, Kcv kcv) {
  /** The highest version: it fills the first byte of a sealed value. */
  public static final int MAX_VERSION = 255;

  public StoredIssuerKey {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(block, "block");
    Objects.requireNonNull(kcv, "kcv");
    if (version < 1 || version > MAX_VERSION) {
      throw new IllegalArgumentException("a key version is 1 to 255");
    }
  }
}

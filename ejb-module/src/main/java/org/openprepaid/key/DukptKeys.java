package org.openprepaid.key;

import java.util.Arrays;
import org.openprepaid.key.cipher.DukptAes;
import org.openprepaid.key.cipher.DukptTdes;

/** Derives the keys of one transaction; nothing of them is kept. */
final class DukptKeys {
  /** What the key of a transaction is for, as the host sees it. */
  enum Use {
    PIN(DukptTdes.Use.PIN_ENCRYPTION, DukptAes.Use.PIN_ENCRYPTION),
    /** Of what the terminal sent. */
    MAC_OF_REQUEST(DukptTdes.Use.MAC_REQUEST, DukptAes.Use.MAC_GENERATION),
    /** Of what it will get. */
    MAC_OF_RESPONSE(DukptTdes.Use.MAC_RESPONSE, DukptAes.Use.MAC_VERIFICATION);

    private final DukptTdes.Use tdes;
    private final DukptAes.Use aes;

    Use(DukptTdes.Use tdes, DukptAes.Use aes) {
      this.tdes = tdes;
      this.aes = aes;
    }
  }

  private final MasterKeys master;
  private final KeyGuard guard;

  DukptKeys(MasterKeys master, KeyGuard guard) {
    this.master = master;
    this.guard = guard;
  }

  /** What the derived key is made of: as strong as its base key. */
  static KeyAlgorithm algorithm(DukptKey key) {
    return key.baseKey().algorithm();
  }

  /**
   * The clear key of one transaction; the caller wipes it.
   *
   * @throws KeyException {@link KeyFault#KSN_REFUSED}
   */
  byte[] derive(DukptKey key, Use use) {
    guard.require(key.baseKey(), KeyType.BDK, KeyGuard.DERIVE);
    boolean aes = key.baseKey().algorithm().isAes();
    if (aes ? !DukptAes.isUsable(key.ksn()) : !DukptTdes.isUsable(key.ksn())) {
      throw new KeyException(KeyFault.KSN_REFUSED, key.baseKey().toString());
    }
    byte[] base = master.unwrap(key.baseKey());
    try {
      return aes
          ? DukptAes.workingKey(
              base, key.ksn(), use.aes, DukptAes.KeyType.valueOf(key.baseKey().algorithm().name()))
          : DukptTdes.workingKey(base, key.ksn(), use.tdes);
    } finally {
      Arrays.fill(base, (byte) 0);
    }
  }
}

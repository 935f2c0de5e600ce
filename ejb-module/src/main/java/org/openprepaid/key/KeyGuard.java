package org.openprepaid.key;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Lets a key serve its purpose, in its mode of use, on its days, and nothing else. */
final class KeyGuard {
  /** Modes of use (X9.143) that allow to encrypt or wrap. */
  static final String ENCRYPT = "BEN";

  /** … to decrypt. */
  static final String DECRYPT = "BDN";

  /** … to make a MAC. */
  static final String GENERATE = "CGN";

  /** … to verify a MAC. */
  static final String VERIFY = "CVN";

  /** … to derive keys. */
  static final String DERIVE = "XN";

  private static final long MILLIS_A_DAY = TimeUnit.DAYS.toMillis(1);

  private final MasterKeys master;
  private final LongSupplier millis;

  /**
   * @param millis since 1970-01-01, UTC
   */
  KeyGuard(MasterKeys master, LongSupplier millis) {
    this.master = master;
    this.millis = millis;
  }

  /** At once, and before anything else: a token that has gone must not be waited for. */
  void requireInReach() {
    master.requireInReach();
  }

  void require(KeyRef key, KeyType wanted, String modes) {
    require(key, wanted, wanted, modes);
  }

  /** For what keys of two types may do: a terminal's and a zone's. */
  void require(KeyRef key, KeyType wanted, KeyType orWanted, String modes) {
    requireInReach();
    if (key.type() != wanted && key.type() != orWanted) {
      String names = wanted == orWanted ? wanted.name() : wanted + " or " + orWanted;
      throw new KeyUsageException(names, key.type());
    }
    if (modes.indexOf(key.mode()) < 0) {
      throw new KeyException(
          KeyFault.USAGE_REFUSED, key + " has mode of use " + key.mode() + ", not of " + modes);
    }
    requireValid(key);
  }

  void requireValid(KeyRef key) {
    if (!key.isValidOn(Math.floorDiv(millis.getAsLong(), MILLIS_A_DAY))) {
      throw new KeyException(KeyFault.KEY_EXPIRED, key + ", " + key.spec().validity());
    }
  }
}

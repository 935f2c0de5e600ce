package org.openprepaid.key;

import java.util.HexFormat;
import java.util.Objects;

/**
 * The key of one transaction of a terminal outside the master-session scheme: derived from a base
 * derivation key and the key serial number that the message carries (ANSI X9.24-1:2009 for triple
 * DES, X9.24-3:2017 for AES).
 *
 * @param baseKey a {@link KeyType#BDK}
 * @param ksn as received: 10 bytes for triple DES, 12 for AES; another length, or a counter that no
 *     terminal uses, is refused by the operation as {@link KeyFault#KSN_REFUSED}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record DukptKey(KeyRef baseKey, byte[] ksn) implements WorkingKey {
  public DukptKey {
    Objects.requireNonNull(baseKey, "baseKey");
    ksn = ksn.clone();
  }

  @Override
  public String toString() {
    return "DukptKey[" + baseKey + ", ksn=" + HexFormat.of().formatHex(ksn) + "]";
  }
}

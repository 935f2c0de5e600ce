package org.openprepaid.key;

/** Message authentication. */
public interface MacFunctions {
  /** Longest text that is MACed, in bytes. */
  int MAX_MAC_DATA_BYTES = 65_535;

  /**
   * The MAC of a message that is sent.
   *
   * @param key a terminal's MAK, a zone's ZAK, or a DUKPT key (for which the key of responses is
   *     taken)
   * @param data at most {@link #MAX_MAC_DATA_BYTES} bytes
   * @return 8 bytes, of {@link MacAlgorithm#CMAC} 16
   * @throws KeyException {@link KeyFault#ALGORITHM_REFUSED} if the key is not made for it
   */
  byte[] mac(WorkingKey key, MacAlgorithm algorithm, byte[] data);

  /**
   * Whether these are the first bytes of the MAC of a message that was received, compared in
   * constant time. Fewer than 4 bytes are wrong, as more than the MAC's are.
   *
   * @param key as for {@link #mac(WorkingKey, MacAlgorithm, byte[])}; of a DUKPT key that of
   *     requests
   */
  boolean verifyMac(WorkingKey key, MacAlgorithm algorithm, byte[] data, byte[] mac);

  /**
   * The CUP MAC: 8 bytes, the upper-case hexadecimal digits that go in field 64.
   *
   * @param data MTI through field 63 as sent
   */
  default byte[] mac(KeyRef mak, byte[] data) {
    return mac(mak, MacAlgorithm.CUP, data);
  }

  /** Whether the 8 bytes are the CUP MAC of the data. */
  default boolean verifyMac(KeyRef mak, byte[] data, byte[] mac) {
    return mac.length == 8 && verifyMac(mak, MacAlgorithm.CUP, data, mac);
  }
}

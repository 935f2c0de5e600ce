package org.openprepaid.key;

/** The one purpose a key serves. The security module refuses it for any other. */
public enum KeyUsage {
  /** TMK: carries working keys to one terminal. Never single-length. */
  TERMINAL_MASTER("TM", KeyAlgorithm.TDES_2KEY),
  /** PIK: encrypts the PIN block between one terminal and the host. */
  PIN_ENCRYPTION("PE", KeyAlgorithm.DES, KeyAlgorithm.TDES_2KEY),
  /** MAK: authenticates messages between one terminal and the host. */
  MESSAGE_AUTHENTICATION("MA", KeyAlgorithm.DES, KeyAlgorithm.TDES_2KEY),
  /** TDK: encrypts track data between one terminal and the host. */
  TRACK_ENCRYPTION("TE", KeyAlgorithm.TDES_2KEY),
  /** Issuer key under which PINs are verified. */
  PIN_VERIFICATION("PV", KeyAlgorithm.HMAC_SHA256),
  /** Issuer key under which card numbers are stored. */
  PAN_ENCRYPTION("CE", KeyAlgorithm.AES_256),
  /** Issuer key of the keyed hash by which card numbers are found. */
  PAN_LOOKUP("CL", KeyAlgorithm.HMAC_SHA256),
  /** Issuer key under which balances are sealed. */
  BALANCE_SEALING("BS", KeyAlgorithm.AES_256);

  private final String code;
  private final KeyAlgorithm algorithm;
  private final KeyAlgorithm alternative;

  KeyUsage(String code, KeyAlgorithm algorithm) {
    this(code, algorithm, algorithm);
  }

  KeyUsage(String code, KeyAlgorithm algorithm, KeyAlgorithm alternative) {
    this.code = code;
    this.algorithm = algorithm;
    this.alternative = alternative;
  }

  /** Its two letters in a key block's header. */
  public String code() {
    return code;
  }

  /** Whether a key of this algorithm may serve this purpose. */
  public boolean accepts(KeyAlgorithm wanted) {
    return wanted == algorithm || wanted == alternative;
  }

  /** Whether keys of this purpose travel to terminals, encrypted under a TMK. */
  public boolean isWorkingKey() {
    return this == PIN_ENCRYPTION || this == MESSAGE_AUTHENTICATION || this == TRACK_ENCRYPTION;
  }

  static KeyUsage ofCode(String code) {
    for (KeyUsage usage : values()) {
      if (usage.code.equals(code)) {
        return usage;
      }
    }
    throw new KeyException(KeyFault.BLOCK_MALFORMED, "unknown usage");
  }
}

package org.openprepaid.key;

/** How the PINs of a product are verified, and so what is stored of them. */
public enum PinMethod {
  /**
   * HMAC over card and PIN, 16 bytes: covers the whole PIN, and the PIN cannot be found from it.
   */
  KEYED_HASH(1, KeyType.PIN_HASH),
  /** IBM 3624 offset: as many digits as the PIN. */
  IBM_OFFSET(2, KeyType.PIN_OFFSET),
  /** Visa PIN verification value: covers the first four digits of the PIN. */
  VISA_PVV(3, KeyType.PVV),
  /** The PIN itself, encrypted: for issuers that have to be able to move it elsewhere. */
  ENCRYPTED(4, KeyType.PIN_STORAGE);

  private final int code;
  private final KeyType keyType;

  PinMethod(int code, KeyType keyType) {
    this.code = code;
    this.keyType = keyType;
  }

  /** The first byte of a stored reference. */
  public int code() {
    return code;
  }

  /** The issuer's key that it takes. */
  public KeyType keyType() {
    return keyType;
  }

  /** {@code null} if there is none such. */
  static PinMethod ofCode(int code) {
    return code >= 1 && code <= values().length ? values()[code - 1] : null;
  }
}

package org.openprepaid.key;

/** What can go wrong with keys, each with the code an operator looks up. */
public enum KeyFault {
  /** A setting that names the key store or its password is missing or empty. */
  SETTING_MISSING("OP-1501", "key setting missing"),
  /** No file where the settings say the key store is. */
  KEYSTORE_MISSING("OP-1502", "key store missing"),
  /**
   * The password does not open the key store, or the file was altered: PKCS#12 cannot tell the two
   * apart.
   */
  KEYSTORE_PASSWORD("OP-1503", "key store password wrong, or key store altered"),
  /** The file is no PKCS#12 key store, or holds no AES-256 local master key. */
  KEYSTORE_DAMAGED("OP-1504", "key store damaged"),
  /** The key store cannot be written, or one is there already. */
  KEYSTORE_NOT_WRITTEN("OP-1505", "key store not written"),
  /** A text that is no key block of this version. */
  BLOCK_MALFORMED("OP-1506", "key block malformed"),
  /** A key block that was altered, or wrapped under another local master key. */
  BLOCK_BROKEN("OP-1507", "key block altered or of another master key"),
  /** A key used for something else than its purpose. */
  USAGE_REFUSED("OP-1508", "key usage refused"),
  /** An algorithm that the purpose does not allow. */
  ALGORITHM_REFUSED("OP-1509", "key algorithm refused"),
  /** Components of the wrong number or length, or that combine to a weak key. */
  COMPONENTS_REFUSED("OP-1510", "key components refused"),
  /** The table of issuer keys cannot be read or written. */
  RING_UNAVAILABLE("OP-1511", "issuer keys unavailable"),
  /** An issuer key in the table does not fit its name, its check value or the local master key. */
  RING_BROKEN("OP-1512", "issuer key does not fit"),
  /** A sealed value was altered, swapped, rolled back or sealed under an unknown key. */
  SEAL_BROKEN("OP-1513", "seal broken"),
  /** The Java platform lacks a cipher, or a cipher failed. */
  CIPHER_FAILED("OP-1514", "cipher failed");

  private final String code;
  private final String text;

  KeyFault(String code, String text) {
    this.code = code;
    this.text = text;
  }

  /** The operator's code, {@code OP-15nn}. */
  public String code() {
    return code;
  }

  /** A few words for the operator, without any secret. */
  public String text() {
    return text;
  }
}

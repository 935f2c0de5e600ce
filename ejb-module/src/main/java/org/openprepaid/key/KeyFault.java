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
  CIPHER_FAILED("OP-1514", "cipher failed"),
  /** The token that holds the local master key does not answer, or is not there. */
  MODULE_UNREACHABLE("OP-1515", "security module out of reach"),
  /** The token refuses the PIN, or the PIN is locked: not tried again by itself. */
  TOKEN_REFUSED("OP-1516", "token refuses the PIN"),
  /** No key, several keys, or a key without the due protection under the label. */
  MASTER_KEY_UNUSABLE("OP-1517", "no usable master key in the token"),
  /** The token makes no key, or has one of this label already. */
  MASTER_KEY_NOT_MADE("OP-1518", "master key not made in the token"),
  /** The file is no PKCS#11 library, or this platform cannot call it. */
  TOKEN_LIBRARY_UNUSABLE("OP-1519", "token library unusable"),
  /** A text that names no key, owner or type. */
  NAME_MALFORMED("OP-1525", "no name of a key"),
  /** A version beyond the bounds, or taken already. */
  VERSION_REFUSED("OP-1526", "key version refused"),
  /** A validity that cannot be, or has passed. */
  VALIDITY_REFUSED("OP-1527", "validity refused"),
  /** A key before its first or after its last day. */
  KEY_EXPIRED("OP-1528", "key not valid today"),
  /** The vault has no such key. */
  KEY_UNKNOWN("OP-1529", "key unknown"),
  /** The key's state does not allow it. */
  STATE_REFUSED("OP-1530", "not in this state of the key"),
  /** A key that something still needs cannot be destroyed. */
  KEY_IN_USE("OP-1531", "key in use"),
  /** The same person on both sides of what needs two. */
  DUAL_CONTROL("OP-1532", "another operator is wanted"),
  /** A DES component or key whose bytes have not odd parity: mistyped, most likely. */
  PARITY_WRONG("OP-1533", "wrong parity"),
  /** A check value that is not the one expected: mistyped, or another key. */
  KCV_MISMATCH("OP-1534", "check value differs"),
  /** There is no ceremony of this key, or it ran out. */
  CEREMONY_UNKNOWN("OP-1535", "no such key ceremony"),
  /** The ceremony is not at this step. */
  CEREMONY_REFUSED("OP-1536", "not at this step of the key ceremony"),
  /** A key that was made never to leave. */
  EXPORT_REFUSED("OP-1537", "key may not leave"),
  /** A generation of the local master key that its store does not hold. */
  MASTER_UNKNOWN("OP-1538", "unknown generation of the local master key"),
  /** A DUKPT key serial number of another length, or with a counter that no terminal uses. */
  KSN_REFUSED("OP-1540", "key serial number refused"),
  /** A key that its owner has had before: whoever recorded it then could bring it back. */
  KEY_REPEATED("OP-1545", "this key was here before");

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

package org.openprepaid.key.master;

import org.openprepaid.key.KeyFault;

/**
 * The master key as an object of a token: found by its label, and never without the protection that
 * is the reason to keep it there. Attributes are those of OASIS PKCS#11 base specification 2.40,
 * chapter 4.
 */
final class KeyObject {
  private static final long CKM_AES_KEY_GEN = 0x1080;
  private static final long CKO_SECRET_KEY = 4;
  private static final long CKK_AES = 0x1F;
  private static final long KEY_BYTES = 32;

  private KeyObject() {}

  /**
   * @return its handle
   * @throws TokenException {@link KeyFault#MASTER_KEY_UNUSABLE} if there is none, more than one, or
   *     one that is no protected AES-256 key
   */
  static long find(Cryptoki cryptoki, long session, String label) {
    long[] found = cryptoki.find(session, labelled(label), 2);
    if (found.length != 1) {
      throw unusable((found.length == 0 ? "no key '" : "several keys '") + label + "'");
    }
    String differences = cryptoki.differences(session, found[0], protection());
    if (!differences.isEmpty()) {
      throw unusable("key '" + label + "' has other attributes than it should: " + differences);
    }
    return found[0];
  }

  /**
   * Makes the key, in a session that may write.
   *
   * @throws TokenException {@link KeyFault#MASTER_KEY_NOT_MADE} if there is one already, also if
   *     another process makes one in this moment
   */
  static void create(Cryptoki cryptoki, long session, String label) {
    Attributes labelled = labelled(label);
    requireNone(cryptoki.find(session, labelled, 1).length, label);
    Attributes wanted = labelled(label).and(protection()).and(noOtherUse());
    long made = cryptoki.generateKey(session, CKM_AES_KEY_GEN, wanted);
    int others = cryptoki.find(session, labelled, 2).length - 1;
    if (others > 0) {
      cryptoki.destroy(session, made);
    }
    requireNone(others, label);
  }

  private static void requireNone(int keys, String label) {
    if (keys > 0) {
      throw new TokenException(
          KeyFault.MASTER_KEY_NOT_MADE, "there is a key '" + label + "' already");
    }
  }

  private static TokenException unusable(String why) {
    return new TokenException(KeyFault.MASTER_KEY_UNUSABLE, why);
  }

  private static Attributes labelled(String label) {
    return new Attributes()
        .number("CKA_CLASS", 0x0, CKO_SECRET_KEY)
        .flag("CKA_TOKEN", 0x1, true)
        .text("CKA_LABEL", 0x3, label);
  }

  /** What a key must have to be used. */
  private static Attributes protection() {
    return new Attributes()
        .flag("CKA_PRIVATE", 0x2, true)
        .number("CKA_KEY_TYPE", 0x100, CKK_AES)
        .number("CKA_VALUE_LEN", 0x161, KEY_BYTES)
        .flag("CKA_SENSITIVE", 0x103, true)
        .flag("CKA_EXTRACTABLE", 0x162, false)
        .flag("CKA_ENCRYPT", 0x104, true);
  }

  /** Tokens differ in what a key may do of which nothing is said. */
  private static Attributes noOtherUse() {
    return new Attributes()
        .flag("CKA_DECRYPT", 0x105, false)
        .flag("CKA_WRAP", 0x106, false)
        .flag("CKA_UNWRAP", 0x107, false)
        .flag("CKA_SIGN", 0x108, false)
        .flag("CKA_VERIFY", 0x10A, false)
        .flag("CKA_DERIVE", 0x10C, false);
  }
}

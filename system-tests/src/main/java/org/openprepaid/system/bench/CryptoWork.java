package org.openprepaid.system.bench;

import java.util.List;

/**
 * One kind of work of the security module, as a line of the table.
 *
 * @param title in words, at most {@value #MAX_TITLE} characters
 * @param of the class that does it
 * @param method its name there
 */
record CryptoWork(String title, Class<?> of, String method) {
  static final int MAX_TITLE = 47;

  /** A purchase as the CUP profile has it, whole. */
  static final CryptoWork PURCHASE =
      new CryptoWork("one purchase", PurchaseCryptography.class, "purchase");

  private static final String METHODS_OF_PIN = "verify PIN by ";

  /** The purchase, then its parts, then everything else. */
  static final List<CryptoWork> ALL =
      List.of(
          PURCHASE,
          part("  verify MAC, 160 bytes, CUP, DES", "verifyMac"),
          part("  verify PIN, ISO-0, TDES, keyed hash", "verifyPin"),
          part("  open balance", "openBalance"),
          part("  seal balance", "sealBalance"),
          part("  make MAC, 160 bytes, CUP, DES", "makeMac"),
          mac("verify MAC, 160 bytes, X9.19, TDES", "x9dot19"),
          mac("verify MAC, 160 bytes, CMAC, AES-128", "aesCmac"),
          mac("verify MAC, 160 bytes, CUP, SM4", "sm4Cup"),
          pin(METHODS_OF_PIN + "IBM 3624 offset", "ibmOffset"),
          pin(METHODS_OF_PIN + "Visa PVV", "visaPvv"),
          pin(METHODS_OF_PIN + "the encrypted PIN", "encrypted"),
          pin("verify PIN, DUKPT TDES, ISO-0, keyed hash", "dukptTdes"),
          pin("verify PIN, DUKPT AES-128, ISO-4, keyed hash", "dukptAes"),
          new CryptoWork("hash of a card number", CardCryptography.class, "panHash"),
          new CryptoWork("verify CVN", CardCryptography.class, "verifyCvn"),
          key("sign-in: two keys made, exported, with KCVs", "signIn"),
          key("wrap a key", "wrap"),
          key("unwrap a key", "unwrap"));

  private static CryptoWork part(String title, String method) {
    return new CryptoWork(title, PurchaseCryptography.class, method);
  }

  private static CryptoWork mac(String title, String method) {
    return new CryptoWork(title, MacCryptography.class, method);
  }

  private static CryptoWork pin(String title, String method) {
    return new CryptoWork(title, PinCryptography.class, method);
  }

  private static CryptoWork key(String title, String method) {
    return new CryptoWork(title, KeyCryptography.class, method);
  }

  /** The regular expression by which JMH finds it and nothing else. */
  String pattern() {
    return "^" + of.getName().replace(".", "\\.") + "\\." + method + "$";
  }
}

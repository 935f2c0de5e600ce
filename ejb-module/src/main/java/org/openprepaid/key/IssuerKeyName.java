package org.openprepaid.key;

/** The institution's own keys, by the name they are stored under. */
public enum IssuerKeyName {
  /** Of the keyed hash by which a card number is found. */
  PAN_LOOKUP("pan-lookup", KeyUsage.PAN_LOOKUP, KeyAlgorithm.HMAC_SHA256),
  /** Under which card numbers are stored. */
  PAN_ENCRYPTION("pan-encryption", KeyUsage.PAN_ENCRYPTION, KeyAlgorithm.AES_256),
  /** Under which PINs are verified. */
  PIN_VERIFICATION("pin-verification", KeyUsage.PIN_VERIFICATION, KeyAlgorithm.HMAC_SHA256),
  /** Under which balances are sealed. */
  BALANCE_SEALING("balance-sealing", KeyUsage.BALANCE_SEALING, KeyAlgorithm.AES_256);

  private final String text;
  private final KeyUsage usage;
  private final KeyAlgorithm algorithm;

  IssuerKeyName(String text, KeyUsage usage, KeyAlgorithm algorithm) {
    this.text = text;
    this.usage = usage;
    this.algorithm = algorithm;
  }

  /** As it is stored, at most 32 characters. */
  public String text() {
    return text;
  }

  /** What the key is for. */
  public KeyUsage usage() {
    return usage;
  }

  /** What it is made of. */
  public KeyAlgorithm algorithm() {
    return algorithm;
  }
}

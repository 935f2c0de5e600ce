package org.openprepaid.key;

import org.openprepaid.key.cipher.CardVerificationValue;
import org.openprepaid.key.cipher.Track2;

/** Card verification values, and what goes on the stripe. */
final class CardOperations implements CardFunctions {
  private static final String NO_PVV = "0000";

  private final KeyGuard guard;
  private final LiveKeyRing ring;

  CardOperations(KeyGuard guard, LiveKeyRing ring) {
    this.guard = guard;
    this.ring = ring;
  }

  @Override
  public String cvn(String issuer, String panDigits, String expiry, String serviceCode) {
    guard.requireInReach();
    guard.requireValid(keys(issuer).active());
    return keys(issuer).current().of(panDigits, expiry, serviceCode);
  }

  /** The stripe does not tell the version: all are tried, whichever fits. */
  @Override
  public boolean verifyCvn(
      String issuer, String panDigits, String expiry, String serviceCode, String cvn) {
    guard.requireInReach();
    boolean right = false;
    for (CardVerificationValue key : keys(issuer).all()) {
      right |= key.matches(panDigits, expiry, serviceCode, cvn);
    }
    return right;
  }

  @Override
  public String track2(
      String issuer, String panDigits, String expiry, String serviceCode, byte[] pinReference) {
    String pvv = PinReferences.pvv(pinReference);
    return new Track2(
            panDigits,
            expiry,
            serviceCode,
            pvv == null ? 0 : PinReferences.pvvKeyIndex(),
            pvv == null ? NO_PVV : pvv,
            cvn(issuer, panDigits, expiry, serviceCode))
        .text();
  }

  private KeyVersions<CardVerificationValue> keys(String issuer) {
    return ring.now().ofIssuer(issuer, KeyType.CVK);
  }
}

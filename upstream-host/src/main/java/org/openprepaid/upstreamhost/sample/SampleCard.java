package org.openprepaid.upstreamhost.sample;

/**
 * A card of the host.
 *
 * @param pan 13 to 19 digits
 * @param track2 with {@code D} or {@code =} between number and expiry, or null
 * @param pin 4 to 12 digits, or null
 * @param expiry YYMM, or null
 * @param balance in minor units, to begin with
 */
public record SampleCard(String pan, String track2, String pin, String expiry, long balance) {
  @Override
  public String toString() {
    return "card " + Masking.pan(pan);
  }
}

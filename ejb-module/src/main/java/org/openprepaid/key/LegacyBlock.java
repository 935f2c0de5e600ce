package org.openprepaid.key;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import javax.crypto.AEADBadTagException;
import javax.crypto.SecretKey;
import org.openprepaid.key.cipher.AesGcm;

/**
 * A block as it was before X9.143: version {@code 1}, two letters of usage, one of algorithm, a
 * hyphen, and the key under AES-GCM in Base64, the header authenticated. Read once, by {@link
 * LegacyUpgrade}, and never written.
 */
record LegacyBlock(String text) {
  private static final int HEADER_LENGTH = 4;

  private static final Map<String, KeyType> TYPES =
      Map.of(
          "TM", KeyType.TMK,
          "PV", KeyType.PIN_HASH,
          "CE", KeyType.PAN_ENCRYPTION,
          "CL", KeyType.PAN_LOOKUP,
          "BS", KeyType.BALANCE_SEALING);

  private static final Map<Character, KeyAlgorithm> ALGORITHMS =
      Map.of(
          'T', KeyAlgorithm.TDES_2KEY,
          'A', KeyAlgorithm.AES_256,
          'H', KeyAlgorithm.HMAC_SHA256);

  /** How SQL finds such blocks. */
  static final String PATTERN = "1___-%";

  KeyAlgorithm algorithm(KeyType wanted) {
    KeyAlgorithm algorithm = ALGORITHMS.get(text.charAt(3));
    if (TYPES.get(text.substring(1, 3)) != wanted || algorithm == null) {
      throw new KeyException(KeyFault.BLOCK_MALFORMED, "a block of before for something else");
    }
    return algorithm;
  }

  /** The clear key; the caller wipes it. */
  byte[] open(SecretKey master) {
    byte[] header = text.substring(0, HEADER_LENGTH).getBytes(StandardCharsets.US_ASCII);
    try {
      byte[] wrapped = Base64.getUrlDecoder().decode(text.substring(HEADER_LENGTH + 1));
      return AesGcm.decrypt(master, header, wrapped, 0);
    } catch (AEADBadTagException | IllegalArgumentException e) {
      throw new KeyException(KeyFault.BLOCK_BROKEN, "a block of before", e);
    }
  }

  /** The header only. */
  @Override
  public String toString() {
    return "LegacyBlock[" + text.substring(0, HEADER_LENGTH) + "]";
  }
}

package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openprepaid.key.Institution.hex;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The MAC of field 64, made here step by step with the ciphers of the JCA providers. */
class CupMacTest {
  private static final String SINGLE = "0123456789ABCDEF";
  private static final String DOUBLE = "0123456789ABCDEFFEDCBA9876543210";

  private static final Institution INSTITUTION = new Institution();
  private static final SoftSecurityModule MODULE = INSTITUTION.module;
  private static final KeyRef MAK = INSTITUTION.key(KeyType.MAK, SINGLE);
  private static final KeyRef DOUBLE_MAK = INSTITUTION.key(KeyType.MAK, DOUBLE);
  private static final KeyRef SM4_MAK = INSTITUTION.key(KeyType.MAK, KeyAlgorithm.SM4, DOUBLE);

  @Test
  void ofTwoBlocksOfWhichTheSecondIsNotFull() {
    byte[] data = hex("0200703C048020C0 8211 16");
    // XOR of 0200703C048020C0 and 8211160000000000
    assertThat(MODULE.mac(MAK, data)).isEqualTo(byHand(KeyAlgorithm.DES, "8011663C048020C0"));
  }

  @Test
  void ofWholeBlocksTakesNoFurtherBlock() {
    byte[] data = hex("0102030405060708 1112131415161718");
    assertThat(MODULE.mac(MAK, data)).isEqualTo(byHand(KeyAlgorithm.DES, "1010101010101010"));
  }

  @Test
  void ofNothingIsThatOfZeros() {
    assertThat(MODULE.mac(MAK, new byte[0]))
        .isEqualTo(byHand(KeyAlgorithm.DES, "0000000000000000"));
    assertThat(MODULE.mac(SM4_MAK, new byte[0]))
        .isEqualTo(byHand(KeyAlgorithm.SM4, "00000000000000000000000000000000"));
  }

  @Test
  void underADoubleLengthKeyTakesTripleDesInBothSteps() {
    byte[] data = hex("0102030405060708 1112131415161718");
    assertThat(MODULE.mac(DOUBLE_MAK, data))
        .isEqualTo(byHand(KeyAlgorithm.TDES_2KEY, "1010101010101010"))
        .isNotEqualTo(MODULE.mac(MAK, data));
  }

  /** In the SM dialect blocks have 16 bytes, and so 32 digits. */
  @Test
  void underSm4TakesLongBlocks() {
    byte[] data = hex("000102030405060708090A0B0C0D0E0F 101112131415161718");
    assertThat(MODULE.mac(SM4_MAK, data))
        .isEqualTo(byHand(KeyAlgorithm.SM4, "101010101010101010090A0B0C0D0E0F"));
  }

  @Property(tries = 300)
  void agreesWithTheStepsForAnyMessage(@ForAll @Size(max = 600) byte[] data) {
    assertAgrees(MAK, KeyAlgorithm.DES, data);
    assertAgrees(DOUBLE_MAK, KeyAlgorithm.TDES_2KEY, data);
    assertAgrees(SM4_MAK, KeyAlgorithm.SM4, data);
  }

  private static void assertAgrees(KeyRef mak, KeyAlgorithm algorithm, byte[] data) {
    byte[] sum = new byte[algorithm == KeyAlgorithm.SM4 ? 16 : 8];
    for (int i = 0; i < data.length; i++) {
      sum[i % sum.length] ^= data[i];
    }
    byte[] mac = MODULE.mac(mak, data);
    assertThat(mac).isEqualTo(byHand(algorithm, hex(sum)));
    assertThat(MODULE.verifyMac(mak, data, mac)).isTrue();
  }

  @Test
  void anyChangedBitOfTheMessageOrTheMacIsFound() {
    byte[] data = "a purchase of 30.00 at noon".getBytes(StandardCharsets.US_ASCII);
    for (KeyRef mak : new KeyRef[] {MAK, DOUBLE_MAK, SM4_MAK}) {
      byte[] mac = MODULE.mac(mak, data);
      for (int bit = 0; bit < data.length * 8; bit++) {
        byte[] changed = data.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        assertThat(MODULE.verifyMac(mak, changed, mac)).isFalse();
      }
      for (int bit = 0; bit < mac.length * 8; bit++) {
        byte[] changed = mac.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        assertThat(MODULE.verifyMac(mak, data, changed)).isFalse();
      }
    }
  }

  /** Field 64 has eight characters: whoever asks for the algorithm by name may take fewer. */
  @Test
  void aMacOfAnotherLengthIsWrong() {
    byte[] data = new byte[16];
    byte[] mac = MODULE.mac(MAK, data);
    assertThat(MODULE.verifyMac(MAK, data, Arrays.copyOf(mac, 7))).isFalse();
    assertThat(MODULE.verifyMac(MAK, data, Arrays.copyOf(mac, 9))).isFalse();
    assertThat(MODULE.verifyMac(MAK, data, new byte[0])).isFalse();
  }

  @Test
  void aMessageBeyondTheBoundIsRefused() {
    byte[] longest = new byte[SecurityModule.MAX_MAC_DATA_BYTES];
    assertThat(MODULE.mac(MAK, longest)).hasSize(8);
    assertThatThrownBy(() -> MODULE.mac(MAK, new byte[longest.length + 1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** From the digits on: encrypt the first half, XOR with the second, encrypt, take 8 digits. */
  private static byte[] byHand(KeyAlgorithm algorithm, String folded) {
    byte[] key = hex(algorithm == KeyAlgorithm.DES ? SINGLE : DOUBLE);
    byte[] digits = folded.getBytes(StandardCharsets.US_ASCII);
    int half = digits.length / 2;
    byte[] first = PinPad.encrypt(algorithm, key, Arrays.copyOf(digits, half));
    byte[] mixed = PinPad.xor(first, Arrays.copyOfRange(digits, half, digits.length));
    byte[] last = PinPad.encrypt(algorithm, key, mixed);
    String result = HexFormat.of().withUpperCase().formatHex(last);
    return result.substring(0, 8).getBytes(StandardCharsets.US_ASCII);
  }
}

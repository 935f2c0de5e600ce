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

/** The MAC of field 64, made here step by step with the Java platform's DES. */
class CupMacTest {
  private static final String SINGLE = "0123456789ABCDEF";
  private static final String DOUBLE = "0123456789ABCDEFFEDCBA9876543210";

  private final Institution institution = new Institution();
  private final KeyBlock mak = institution.key(KeyUsage.MESSAGE_AUTHENTICATION, SINGLE);
  private final KeyBlock doubleMak = institution.key(KeyUsage.MESSAGE_AUTHENTICATION, DOUBLE);

  @Test
  void ofTwoBlocksOfWhichTheSecondIsNotFull() {
    byte[] data = hex("0200703C048020C0 8211 16");
    // XOR of 0200703C048020C0 and 8211160000000000
    assertThat(institution.module.mac(mak, data))
        .isEqualTo(byHand(hex(SINGLE), "8011663C048020C0"));
  }

  @Test
  void ofWholeBlocksTakesNoFurtherBlock() {
    byte[] data = hex("0102030405060708 1112131415161718");
    assertThat(institution.module.mac(mak, data))
        .isEqualTo(byHand(hex(SINGLE), "1010101010101010"));
  }

  @Test
  void ofNothingIsThatOfZeros() {
    assertThat(institution.module.mac(mak, new byte[0]))
        .isEqualTo(byHand(hex(SINGLE), "0000000000000000"));
  }

  @Test
  void underADoubleLengthKeyTakesTripleDesInBothSteps() {
    byte[] data = hex("0102030405060708 1112131415161718");
    assertThat(institution.module.mac(doubleMak, data))
        .isEqualTo(byHand(hex(DOUBLE), "1010101010101010"))
        .isNotEqualTo(institution.module.mac(mak, data));
  }

  @Property(tries = 300)
  void agreesWithTheStepsForAnyMessage(@ForAll @Size(max = 600) byte[] data) {
    byte[] sum = new byte[8];
    for (int i = 0; i < data.length; i++) {
      sum[i % 8] ^= data[i];
    }
    byte[] mac = institution.module.mac(mak, data);
    assertThat(mac).isEqualTo(byHand(hex(SINGLE), hex(sum)));
    assertThat(institution.module.verifyMac(mak, data, mac)).isTrue();
  }

  @Test
  void anyChangedBitOfTheMessageOrTheMacIsFound() {
    byte[] data = "a purchase of 30.00 at noon".getBytes(StandardCharsets.US_ASCII);
    byte[] mac = institution.module.mac(mak, data);
    for (int bit = 0; bit < data.length * 8; bit++) {
      byte[] changed = data.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(institution.module.verifyMac(mak, changed, mac)).isFalse();
    }
    for (int bit = 0; bit < mac.length * 8; bit++) {
      byte[] changed = mac.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(institution.module.verifyMac(mak, data, changed)).isFalse();
    }
  }

  @Test
  void aMacOfAnotherLengthIsWrong() {
    byte[] data = new byte[16];
    byte[] mac = institution.module.mac(mak, data);
    assertThat(institution.module.verifyMac(mak, data, Arrays.copyOf(mac, 7))).isFalse();
    assertThat(institution.module.verifyMac(mak, data, Arrays.copyOf(mac, 9))).isFalse();
    assertThat(institution.module.verifyMac(mak, data, new byte[0])).isFalse();
  }

  @Test
  void aMessageBeyondTheBoundIsRefused() {
    byte[] longest = new byte[SecurityModule.MAX_MAC_DATA_BYTES];
    assertThat(institution.module.mac(mak, longest)).hasSize(8);
    assertThatThrownBy(() -> institution.module.mac(mak, new byte[longest.length + 1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** From the 16 digits on: encrypt the first 8, XOR with the last 8, encrypt, take 8 digits. */
  private static byte[] byHand(byte[] key, String folded) {
    byte[] digits = folded.getBytes(StandardCharsets.US_ASCII);
    byte[] first = Institution.encrypt(key, Arrays.copyOfRange(digits, 0, 8));
    byte[] mixed = new byte[8];
    for (int i = 0; i < 8; i++) {
      mixed[i] = (byte) (first[i] ^ digits[8 + i]);
    }
    String result = HexFormat.of().withUpperCase().formatHex(Institution.encrypt(key, mixed));
    return result.substring(0, 8).getBytes(StandardCharsets.US_ASCII);
  }
}

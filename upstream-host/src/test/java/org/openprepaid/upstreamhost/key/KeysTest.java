package org.openprepaid.upstreamhost.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openprepaid.upstreamhost.HostException;

/** MAC, PIN block and key block against values that others published. */
class KeysTest {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final Tdes DOUBLE = Tdes.ofHex("0123456789ABCDEFFEDCBA9876543210");

  /** ISO/IEC 9797-1:2011, B.4: the example of ANSI X9.19. */
  @Test
  void macOfTheStandardsExample() {
    byte[] text = "Now is the time for all ".getBytes(StandardCharsets.US_ASCII);
    assertThat(HEX.formatHex(RetailMac.of(DOUBLE, text, text.length)))
        .isEqualTo("A1C72E74EA3FA9B6");
  }

  /**
   * The same step by step: the first block is FIPS PUB 81's example, the last ISO's algorithm 1.
   */
  @Test
  void macStepByStep() {
    byte[] chain = new byte[8];
    List<String> afterEachBlock = new ArrayList<>();
    String[] blocks = {"Now is t", "he time ", "for all "};
    for (String text : blocks) {
      byte[] block = text.getBytes(StandardCharsets.US_ASCII);
      for (int j = 0; j < chain.length; j++) {
        chain[j] = (byte) (chain[j] ^ block[j]);
      }
      chain = DOUBLE.encryptUnderLeft(chain);
      afterEachBlock.add(HEX.formatHex(chain));
    }
    assertThat(afterEachBlock).startsWith("3FA40E8A984D4815").endsWith("70A30640CC76DD8B");
    byte[] last = DOUBLE.encryptUnderLeft(DOUBLE.decryptUnderRight(chain));
    assertThat(HEX.formatHex(last)).isEqualTo("A1C72E74EA3FA9B6");
  }

  /** Padding method 1: a message that ends within a block is filled up with zeros. */
  @Test
  void macFillsUpWithZeros() {
    byte[] seven = "0200ABC".getBytes(StandardCharsets.US_ASCII);
    byte[] eight = "0200ABC\0".getBytes(StandardCharsets.US_ASCII);
    assertThat(RetailMac.of(DOUBLE, seven, 7)).isEqualTo(RetailMac.of(DOUBLE, eight, 8));
  }

  /** NIST SP 800-38B, D.5: two-key TDES. */
  @ParameterizedTest
  @CsvSource({
    "'', BD2EBF9A3BA00361",
    "6BC1BEE22E409F96, 4FF2AB813C53CE83",
    "6BC1BEE22E409F96E93D7E117393172AAE2D8A57, 62DD1B471902BD4E",
    "6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E51, 31B1E431DABC4EB8",
  })
  void cmac(String message, String mac) {
    Tdes key = Tdes.ofHex("4CF15134A2850DD58A3D10BA80570D38");
    assertThat(HEX.formatHex(Cmac.of(key, HEX.parseHex(message)))).isEqualTo(mac);
  }

  /** Examples of TR-31:2018 A.7.2.2 and, with the key's length hidden, X9.143:2022 8.3.2.2. */
  @ParameterizedTest
  @CsvSource({
    "B0080P0TE00E000094B420079CC80BA3461F86FE26EFC4A3B8E4FA4C5F5341176EED7B727B8A248E",
    "B0096P0TE00E0000D7ED9E189BC6F715125B265B149DF8FE218A396785608923D6197378386A3759308FC49A2AA891BA",
  })
  void keyBlockOfTheStandard(String block) {
    Tdes protection = Tdes.ofHex("DD7515F2BFC17F85CE48F3CA25CB21F6");
    Tdes key = KeyBlock.unwrap(protection, "P0", block);
    assertThat(HEX.formatHex(key.bytes())).isEqualTo("3F419E1CB7079442AA37474C2EFBF8B8");
  }

  @Test
  void keyBlockComesBack() {
    Tdes protection = Tdes.random();
    Tdes key = Tdes.random();
    String block = KeyType.ZAK.wrap(protection, key);
    assertThat(block).startsWith("B0080M3TC00E0000").hasSize(80);
    assertThat(KeyType.ZAK.unwrap(protection, block).bytes()).isEqualTo(key.bytes());
  }

  @Test
  void keyBlockThatWasAlteredOrIsOfAnotherKeyIsRefused() {
    Tdes protection = Tdes.random();
    String block = KeyType.ZPK.wrap(protection, Tdes.random());
    char other = block.charAt(30) == '0' ? '1' : '0';
    String altered = block.substring(0, 30) + other + block.substring(31);
    for (String bad :
        new String[] {
          altered,
          block.replace("P0TB", "P0TE"),
          block.substring(0, 79),
          "B9999" + block.substring(5),
          "",
          "B0016P0TB00E0000",
          "B0020P0TB00E0100KS00"
        }) {
      assertThatThrownBy(() -> KeyType.ZPK.unwrap(protection, bad))
          .isInstanceOf(HostException.class)
          .hasMessageStartingWith("OP-1988");
    }
    assertThatThrownBy(() -> KeyType.ZPK.unwrap(Tdes.random(), block))
        .hasMessageContaining("not under this key");
    assertThatThrownBy(() -> KeyType.ZAK.unwrap(protection, block))
        .hasMessageContaining("not of a M3 key");
  }

  /** ISO 9564-1 format 0: 041234FFFFFFFFFF and 0000987654321098 make 0412AC89ABCDEF67. */
  @Test
  void pinBlockOfTheStandardsForm() {
    byte[] block = PinBlock.encrypt(DOUBLE, "1234", "43219876543210987");
    assertThat(HEX.formatHex(DOUBLE.decrypt(block))).isEqualTo("0412AC89ABCDEF67");
    assertThat(PinBlock.decrypt(DOUBLE, block, "43219876543210987")).contains("1234");
  }

  @Test
  void pinBlockUnderAnotherKeyIsNoPinBlock() {
    byte[] block = PinBlock.encrypt(DOUBLE, "1234", "43219876543210987");
    assertThat(
            PinBlock.decrypt(
                Tdes.ofHex("3F419E1CB7079442AA37474C2EFBF8B8"), block, "43219876543210987"))
        .isEmpty();
  }

  /** The check value of this key is in many a manual. */
  @Test
  void checkValue() {
    assertThat(DOUBLE.checkValue()).isEqualTo("08D7B4FB");
  }

  @Test
  void oldKeyIsAcceptedForAMinute() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    Tdes first = Tdes.random();
    Tdes second = Tdes.random();
    ZoneKey key = new ZoneKey(first, now::get);
    key.offer(second);
    assertThat(key.inUse()).isSameAs(first);
    assertThat(key.accepted()).containsExactly(first, second);
    key.change(second);
    now.set(Instant.EPOCH.plus(Duration.ofSeconds(59)));
    assertThat(key.accepted()).containsExactly(second, first);
    now.set(Instant.EPOCH.plus(Duration.ofSeconds(60)));
    assertThat(key.accepted()).containsExactly(second);
  }
}

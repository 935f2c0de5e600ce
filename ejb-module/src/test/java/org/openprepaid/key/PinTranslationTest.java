package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openprepaid.key.Institution.hex;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PINs of other issuers' cards, on their way from the terminal to the next zone. */
class PinTranslationTest {
  private static final String PAN = "6221558812340000";
  private static final Institution INSTITUTION = new Institution();
  private static final SoftSecurityModule MODULE = INSTITUTION.module;

  /** A key that both sides hold, and the format they use. */
  private record Side(PinFormat format, KeyAlgorithm algorithm, String clearHex, KeyRef key) {
    static Side of(KeyType type, PinFormat format, KeyAlgorithm algorithm) {
      String clear = hex(KeyMaterial.random(algorithm));
      return new Side(format, algorithm, clear, INSTITUTION.key(type, algorithm, clear));
    }

    byte[] clear() {
      return hex(clearHex);
    }

    @Override
    public String toString() {
      return format + " " + algorithm;
    }
  }

  private static final List<Side> TERMINALS = all(KeyType.PIK);
  private static final List<Side> ZONES = all(KeyType.ZPK);

  private static List<Side> all(KeyType type) {
    List<Side> sides = new ArrayList<>();
    for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
      for (PinFormat format : PinFormat.values()) {
        if (type.accepts(algorithm) && algorithm.hasWideBlocks() == (format == PinFormat.ISO_4)) {
          sides.add(Side.of(type, format, algorithm));
        }
      }
    }
    return sides;
  }

  @Property(tries = 40)
  void thePartnerFindsThePinThatTheTerminalSent(
      @ForAll @NumericChars @StringLength(min = 4, max = 12) String pin,
      @ForAll @NumericChars @StringLength(min = 12, max = 19) String pan) {
    for (Side to : ZONES) {
      for (Side from : TERMINALS) {
        assertThat(found(to, translated(from, to, pin, pan), pan)).startsWith(field(to, pin));
      }
      for (Side from : ZONES) {
        assertThat(found(to, translated(from, to, pin, pan), pan)).startsWith(field(to, pin));
      }
    }
  }

  private static byte[] translated(Side from, Side to, String pin, String pan) {
    byte[] block = PinPad.block(from.format(), from.algorithm(), from.clear(), pin, pan);
    byte[] before = block.clone();
    byte[] translated =
        MODULE.translatePin(from.key(), from.format(), block, pan, to.key(), to.format());
    assertThat(block).isEqualTo(before);
    return translated;
  }

  private static String found(Side side, byte[] block, String pan) {
    return PinPad.opened(side.format(), side.algorithm(), side.clear(), block, pan);
  }

  /** Control, length, PIN, and where it is one and the same the filler. */
  private static String field(Side side, String pin) {
    String head = side.format().name().substring(4) + Integer.toHexString(pin.length()) + pin;
    String filler =
        switch (side.format()) {
          case ISO_0 -> "F";
          case ISO_4 -> "A";
          default -> "";
        };
    return (head + filler.repeat(14 - pin.length())).toUpperCase(Locale.ROOT);
  }

  @ParameterizedTest
  @CsvSource({
    "ISO_0, DES, ISO_3, TDES_2KEY",
    "ISO_0, TDES_2KEY, ISO_4, AES_128",
    "ISO_4, SM4, ISO_4, AES_256",
    "ISO_4, AES_128, ISO_0, TDES_3KEY",
  })
  void whatArrivesIsVerifiedByTheIssuer(
      PinFormat format, KeyAlgorithm algorithm, PinFormat as, KeyAlgorithm next) {
    Side from = Side.of(KeyType.PIK, format, algorithm);
    Side to = Side.of(KeyType.ZPK, as, next);
    PinCard card = new PinCard(Institution.OWN, 1, PAN);
    byte[] reference = MODULE.pinReference(PinMethod.KEYED_HASH, card, "271828".toCharArray());
    byte[] block = translated(from, to, "271828", PAN);
    assertThat(MODULE.verifyPin(to.key(), as, block, card, reference)).isEqualTo(PinCheck.CORRECT);
  }

  /** Format 3 and 4 were made so that equal PINs do not show: the filler is drawn anew. */
  @ParameterizedTest
  @CsvSource({"ISO_3, TDES_2KEY", "ISO_1, TDES_2KEY", "ISO_4, AES_128"})
  void everyBlockIsAnother(PinFormat as, KeyAlgorithm next) {
    Side from = Side.of(KeyType.PIK, PinFormat.ISO_0, KeyAlgorithm.TDES_2KEY);
    Side to = Side.of(KeyType.ZPK, as, next);
    Set<String> blocks = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      blocks.add(hex(translated(from, to, "2718", PAN)));
    }
    assertThat(blocks).hasSize(10);
  }

  @Test
  void aBlockThatIsNoneIsNotSentOn() {
    for (Side from : TERMINALS) {
      for (Side to : ZONES) {
        for (int length : new int[] {0, 7, from.format() == PinFormat.ISO_4 ? 8 : 16}) {
          assertThat(
                  MODULE.translatePin(
                      from.key(), from.format(), new byte[length], PAN, to.key(), to.format()))
              .isNull();
        }
      }
    }
    Side from = Side.of(KeyType.PIK, PinFormat.ISO_0, KeyAlgorithm.TDES_2KEY);
    byte[] clear = PinPad.xor(hex("0612345AFFFFFFFF"), PinPad.accountField(PAN));
    byte[] block = PinPad.encrypt(KeyAlgorithm.TDES_2KEY, from.clear(), clear);
    Side to = ZONES.get(0);
    assertThat(MODULE.translatePin(from.key(), from.format(), block, PAN, to.key(), to.format()))
        .isNull();
  }

  /** The number binds: a block does not become one of another card. */
  @Test
  void aBlockDoesNotBecomeThatOfAnotherCard() {
    Side from = Side.of(KeyType.PIK, PinFormat.ISO_4, KeyAlgorithm.AES_128);
    Side to = Side.of(KeyType.ZPK, PinFormat.ISO_4, KeyAlgorithm.AES_128);
    byte[] block = PinPad.block(from.format(), from.algorithm(), from.clear(), "2718", PAN);
    String other = "6221558812350009";
    byte[] translated =
        MODULE.translatePin(from.key(), from.format(), block, other, to.key(), to.format());
    assertThat(translated == null || !found(to, translated, other).startsWith("442718")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12345678901", "12345678901234567890", "6221-5588-1234"})
  void aCardNumberThatIsNoneIsRefusedAndNotRepeated(String pan) {
    Side from = TERMINALS.get(0);
    Side to = ZONES.get(0);
    assertThatThrownBy(
            () ->
                MODULE.translatePin(
                    from.key(), from.format(), new byte[8], pan, to.key(), to.format()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a card number has 12 to 19 digits");
  }
}

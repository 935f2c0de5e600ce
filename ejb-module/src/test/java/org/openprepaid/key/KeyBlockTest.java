package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys wrapped under the local master key. */
class KeyBlockTest {
  private final Institution institution = new Institution();

  @ParameterizedTest
  @EnumSource(KeyUsage.class)
  void aBlockIsPrintableAndSaysWhatItIs(KeyUsage usage) {
    for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
      if (usage.accepts(algorithm)) {
        KeyBlock block = institution.module.generate(usage, algorithm);
        assertThat(block.value())
            .matches("1[A-Z]{2}[DTAH]-[A-Za-z0-9_-]+")
            .hasSizeLessThanOrEqualTo(KeyBlock.MAX_LENGTH);
        assertThat(block.usage()).isEqualTo(usage);
        assertThat(block.algorithm()).isEqualTo(algorithm);
        assertThat(new KeyBlock(block.value())).isEqualTo(block);
        assertThat(institution.master.unwrap(block)).hasSize(algorithm.keyBytes());
      }
    }
  }

  @Test
  void headersAreDistinct() {
    Set<String> codes = new HashSet<>();
    for (KeyUsage usage : KeyUsage.values()) {
      assertThat(codes.add(usage.code())).isTrue();
    }
  }

  @Test
  void anyChangedBitOfTheWrappedKeyIsRefused() {
    KeyBlock block = institution.module.generate(KeyUsage.TERMINAL_MASTER, KeyAlgorithm.TDES_2KEY);
    byte[] wrapped = Base64.getUrlDecoder().decode(block.wrapped());
    for (int bit = 0; bit < wrapped.length * 8; bit++) {
      byte[] changed = wrapped.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
      assertBroken(KeyBlock.of(block.usage(), block.algorithm(), text));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyUsage.class,
      names = {"TERMINAL_MASTER", "MESSAGE_AUTHENTICATION", "TRACK_ENCRYPTION"})
  void anotherUsageWrittenInFrontIsRefused(KeyUsage other) {
    KeyBlock pik = institution.module.generate(KeyUsage.PIN_ENCRYPTION, KeyAlgorithm.TDES_2KEY);
    assertBroken(KeyBlock.of(other, KeyAlgorithm.TDES_2KEY, pik.wrapped()));
  }

  @Test
  void anotherAlgorithmWrittenInFrontIsRefused() {
    KeyBlock pik = institution.module.generate(KeyUsage.PIN_ENCRYPTION, KeyAlgorithm.TDES_2KEY);
    assertBroken(KeyBlock.of(KeyUsage.PIN_ENCRYPTION, KeyAlgorithm.DES, pik.wrapped()));
  }

  @Test
  void aBlockOfAnotherInstitutionIsRefused() {
    Institution other = new Institution();
    assertBroken(other.module.generate(KeyUsage.TERMINAL_MASTER, KeyAlgorithm.TDES_2KEY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1PED",
        "1PED-",
        "2PED-AAAA",
        "D0112P0TE00E0000",
        "1PEDAAAAA",
        "1XXD-AAAA",
        "1PEX-AAAA",
        "1PEA-AAAA",
        "1TMD-AAAA",
        "1PED-AA\nAA",
        "1PED-AAÄA",
      })
  void aTextThatIsNoBlockIsMalformed(String text) {
    assertThatThrownBy(() -> new KeyBlock(text))
        .isInstanceOfSatisfying(KeyException.class, e -> assertThat(e.code()).isEqualTo("OP-1506"));
  }

  @Test
  void aTextBeyondTheBoundIsMalformed() {
    assertThat(new KeyBlock("1PED-" + "A".repeat(250)).value()).hasSize(255);
    assertThatThrownBy(() -> new KeyBlock("1PED-" + "A".repeat(251)))
        .isInstanceOf(KeyException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1PED-A", "1PED-AAAA", "1PED-****", "1PED-AAAA=AAA"})
  void aBlockWithoutAWrappedKeyIsRefusedWhenOpened(String text) {
    assertBroken(new KeyBlock(text));
  }

  @Test
  void aLogShowsTheKindOnly() {
    KeyBlock block = institution.module.generate(KeyUsage.PIN_ENCRYPTION, KeyAlgorithm.DES);
    assertThat(block).hasToString("KeyBlock[1PED]");
    assertThat(institution.module.toString()).doesNotContain(block.wrapped());
  }

  private void assertBroken(KeyBlock block) {
    assertThatThrownBy(() -> institution.module.kcv(block))
        .isInstanceOfSatisfying(
            KeyException.class, e -> assertThat(e.fault()).isEqualTo(KeyFault.BLOCK_BROKEN))
        .hasMessageNotContaining(block.wrapped());
  }
}

package org.openprepaid.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How custodians write and read components. */
class ComponentTextTest {
  private static final byte[] COMPONENT = {0x00, 0x1F, (byte) 0xA0, (byte) 0xFF, 0x7E};

  @Test
  void digitsStandInGroupsOfFour() {
    assertThat(ComponentText.of(COMPONENT)).containsExactly("001F A0FF 7E".toCharArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {"001FA0FF7E", "001f a0ff 7e", " 00 1F A0 FF 7E "})
  void blanksAndCaseDoNotMatter(String text) {
    assertThat(ComponentText.parse(text.toCharArray())).isEqualTo(COMPONENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "0", "001", "00 1", "0G", "00-1F", "00\u0661\u0661", "\uFF10\uFF10"})
  void anythingElseIsRefusedWithoutBeingRepeated(String text) {
    assertThatThrownBy(() -> ComponentText.parse(text.toCharArray()))
        .hasMessage(
            "OP-1913 input not accepted: a component has hexadecimal digits, two for each byte."
                + " Nothing was changed; give the command again.");
  }
}

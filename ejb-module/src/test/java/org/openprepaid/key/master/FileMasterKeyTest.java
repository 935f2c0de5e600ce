package org.openprepaid.key.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyFault;

/** The local master key in software. */
class FileMasterKeyTest {
  private final FileMasterKey key = new FileMasterKey("keystore.p12", Cmac256.key());

  @Test
  void makesThePublishedCmacs() {
    for (int length : Cmac256.lengths()) {
      assertThat(key.cmac(Cmac256.message(length))).isEqualTo(Cmac256.cmac(length));
    }
  }

  @Test
  void itsCheckValueIsTheBeginningOfTheCmacOfZeros() {
    assertThat(key.kcv().bytes()).isEqualTo(Arrays.copyOf(key.cmac(new byte[16]), 4));
  }

  @Test
  void theLengthsOfKeyAndDataAreBounded() {
    assertThatIllegalArgumentException().isThrownBy(() -> new FileMasterKey("short", new byte[16]));
    assertThat(key.cmac(new byte[MasterKey.MAX_DATA_BYTES])).hasSize(MasterKey.CMAC_BYTES);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> key.cmac(new byte[MasterKey.MAX_DATA_BYTES + 1]));
  }

  @Test
  void closingWipesItAndNothingIsMadeWithTheWipedKey() {
    byte[] clear = Cmac256.key();
    FileMasterKey closed = new FileMasterKey("keystore.p12", clear);
    assertThat(closed.isInReach()).isTrue();
    closed.close();
    assertThat(clear).containsOnly(0);
    assertThat(closed.isInReach()).isFalse();
    assertThatThrownBy(() -> closed.cmac(new byte[16]))
        .isInstanceOfSatisfying(
            KeyException.class, e -> assertThat(e.fault()).isEqualTo(KeyFault.MODULE_UNREACHABLE));
  }

  @Test
  void saysWhereItIsButNotWhatItIs() {
    assertThat(key.label()).isEqualTo("keystore.p12");
    assertThat(key.toString()).contains("keystore.p12", key.kcv().hex()).doesNotContain("603d");
  }
}

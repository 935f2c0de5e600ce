package org.openprepaid.softpos.pos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What the journal seals opens for the same terminal, batch and trace only. */
class SealTest {
  private final Seal seal = new Seal(Shop.IDENTITY);

  @Property(tries = 100)
  void whatIsSealedOpensAgainAndATurnedBitIsFoundOut(
      @ForAll @Size(min = 1, max = 200) byte[] clear, @ForAll @IntRange(max = 10_000) int bit) {
    String sealed = seal.seal(clear, 1, 42);
    assertThat(seal.open(sealed, 1, 42)).isEqualTo(clear);

    byte[] turned = Base64.getDecoder().decode(sealed);
    turned[bit / 8 % turned.length] ^= (byte) (1 << (bit % 8));
    assertThatThrownBy(() -> seal.open(Base64.getEncoder().encodeToString(turned), 1, 42))
        .isInstanceOf(TerminalException.class)
        .hasMessageStartingWith("OP-1959");
  }

  @Test
  void itDoesNotOpenForAnotherTraceBatchOrMasterKey() {
    String sealed = seal.seal(new byte[] {1, 2, 3}, 1, 42);
    TerminalIdentity other =
        new TerminalIdentity("TERM0001", "898100000000001", "0".repeat(31) + "1");

    assertThatThrownBy(() -> seal.open(sealed, 1, 43)).isInstanceOf(TerminalException.class);
    assertThatThrownBy(() -> seal.open(sealed, 2, 42)).isInstanceOf(TerminalException.class);
    assertThatThrownBy(() -> new Seal(other).open(sealed, 1, 42))
        .isInstanceOf(TerminalException.class);
  }
}

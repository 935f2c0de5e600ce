package org.openprepaid.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RrnTest {

  @Property
  void readsWhatItWrote(@ForAll @LongRange(min = 0, max = (1L << 60) - 1) long id) {
    String text = new Rrn(id).toString();
    assertThat(text).matches("[0-9A-HJKMNP-TV-Z]{12}");
    assertThat(Rrn.parse(text)).contains(new Rrn(id));
  }

  @Test
  void anythingElseIsNoRrn() {
    assertThat(Rrn.parse("")).isEmpty();
    assertThat(Rrn.parse("00000000000U")).isEmpty();
    assertThat(Rrn.parse("0000000000000")).isEmpty();
  }
}

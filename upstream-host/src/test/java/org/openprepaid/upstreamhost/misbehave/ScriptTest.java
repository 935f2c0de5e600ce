package org.openprepaid.upstreamhost.misbehave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {
  @Test
  void everyThirdPurchaseIsLate() {
    Script script = new Script(1);
    script.add("every 3 mti 0200 late 2500 # a remark");
    assertThat(acts(script, 7)).containsExactly("-", "-", "late 2500", "-", "-", "late 2500", "-");
    assertThat(script.choose("0420", "000000", 100)).isEmpty();
  }

  @Test
  void firstRuleThatHitsDecides() {
    Script script = new Script(1);
    script.add("first 1 never; every 2 twice\n\n# only a remark\nalways mti 0200 bad-mac");
    assertThat(acts(script, 4)).containsExactly("never", "bad-mac", "twice", "bad-mac");
  }

  @Test
  void ruleIsForCodeAndAmounts() {
    Script script = new Script(1);
    script.add("always mti 0200 code 000000 amount 100-200 decline 05");
    assertThat(script.choose("0200", "000000", 99)).isEmpty();
    assertThat(script.choose("0200", "200000", 150)).isEmpty();
    assertThat(script.choose("0200", "000000", 200)).contains(new Act(Act.Name.DECLINE, 0, "05"));
  }

  @Test
  void shareIsAboutWhatItSaysAndTheSameAgain() {
    Script one = new Script(42);
    Script other = new Script(42);
    one.add("20% all drop");
    other.add("20% all drop");
    List<String> acts = acts(one, 5_000);
    assertThat(acts).isEqualTo(acts(other, 5_000));
    assertThat(acts.stream().filter("drop"::equals).count()).isBetween(900L, 1_100L);
  }

  @Test
  void everyActIsUnderstood() {
    Script script = new Script(1);
    for (String act :
        new String[] {
          "late 1",
          "never",
          "twice",
          "garbled",
          "other-amount",
          "other-card",
          "bad-mac",
          "drop",
          "drop-mid-message",
          "decline 96",
          "unknown-type",
          "stray",
          "flood 100"
        }) {
      script.clear();
      script.add("always " + act);
      assertThat(script.choose("0200", null, 0).orElseThrow()).hasToString(act);
    }
  }

  @Test
  void outagesAreTimed() {
    assertThat(new Script(1).add("at 10s down 5s; always never"))
        .containsExactly(new Outage(Duration.ofSeconds(10), Duration.ofSeconds(5)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "never",
        "101% never",
        "every 0 never",
        "every x never",
        "always",
        "always mti 02 never",
        "always late",
        "always late -1",
        "always late 9999999",
        "always decline 00",
        "always decline",
        "always amount 200-100 never",
        "always explode",
        "always never twice",
        "at 10s up 5s",
        "at 10s down",
        "always flood 99999999999999999999"
      })
  void whatIsNoRuleIsRefusedAndNothingAdded(String line) {
    Script script = new Script(1);
    assertThatThrownBy(() -> script.add("always drop;" + line)).hasMessageStartingWith("OP-1985");
    assertThat(script.choose("0200", null, 0)).isEmpty();
  }

  @Test
  void scriptHasALimit() {
    Script script = new Script(1);
    assertThatThrownBy(() -> script.add("always never\n".repeat(101)))
        .hasMessageStartingWith("OP-1985");
  }

  private static List<String> acts(Script script, int messages) {
    List<String> acts = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      acts.add(script.choose("0200", "000000", 100).map(Act::toString).orElse("-"));
    }
    return acts;
  }
}

package org.openprepaid.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openprepaid.transaction.ResponseCode;
import org.openprepaid.transaction.TransactionState;
import org.openprepaid.upstream.DebtDelivery.Result;
import org.openprepaid.upstream.UpstreamDebt.Kind;

/** What a host's answer to a reversal or an advice means, code by code. */
class DeliveryRulesTest {
  private static final Set<String> IT_HAS_IT = Set.of("00", "94");
  private static final Set<String> NOT_NOW = Set.of("09", "19", "90", "91", "96", "98", "A0");

  /** Every code we know, some that we do not, for both messages in every state. */
  static List<Arguments> everything() {
    List<String> codes = new ArrayList<>(List.of("07", "19", "99", "ZZ", "  "));
    for (ResponseCode code : ResponseCode.values()) {
      codes.add(code.code());
    }
    List<Arguments> all = new ArrayList<>();
    for (String code : codes) {
      for (Kind kind : Kind.values()) {
        for (TransactionState state : TransactionState.values()) {
          all.add(Arguments.of(kind, code, state));
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("everything")
  void aCodeMeansOneThing(Kind kind, String code, TransactionState state) {
    assertThat(DeliveryRules.meaning(kind, code, state, false)).isEqualTo(meant(kind, code, state));
  }

  @ParameterizedTest
  @MethodSource("everything")
  void notKnownIsNotBelievedOfWhatMayBeThere(Kind kind, String code, TransactionState state) {
    boolean notYet = code.equals("25") && kind == Kind.REVERSAL;

    assertThat(DeliveryRules.meaning(kind, code, state, true))
        .isEqualTo(notYet ? Result.UNKNOWN : meant(kind, code, state));
  }

  @Test
  void aRepetitionThatIsKnownMeansTheFirstAnswer() {
    assertThat(DeliveryRules.meant("94", "25")).isEqualTo("25");
    assertThat(DeliveryRules.meant("94", "")).isEqualTo("94");
    assertThat(DeliveryRules.meant("94", "96")).isEqualTo("94");
    assertThat(DeliveryRules.meant("00", "25")).isEqualTo("00");
  }

  private static Result meant(Kind kind, String code, TransactionState state) {
    if (IT_HAS_IT.contains(code)) {
      return Result.SETTLED;
    }
    if (NOT_NOW.contains(code)) {
      return Result.UNKNOWN;
    }
    // a reversal of what never came is done; an advice of what was never held is not
    boolean neverCame = code.equals("25") && kind == Kind.REVERSAL;
    boolean overtaken = code.equals("68") && state == TransactionState.REVERSED;
    return neverCame || overtaken ? Result.SETTLED : Result.REFUSED;
  }
}

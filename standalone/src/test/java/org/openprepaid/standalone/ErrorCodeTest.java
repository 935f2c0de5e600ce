package org.openprepaid.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ErrorCodeTest {
  @Test
  void eachHasItsOwnNumberInTheRangeOfTheseToolsOrThatOfLogIns() {
    assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::code))
        .doesNotHaveDuplicates()
        .allMatch(code -> code.matches("OP-(19[0-4]|180)\\d"));
  }

  @Test
  void aFailureSaysWhatAndWhereAndWhatToDo() {
    assertThat(new OperatorException(ErrorCode.PORT_IN_USE, "127.0.0.1:3307"))
        .hasMessage(
            "OP-1901 port in use: 127.0.0.1:3307."
                + " Stop what listens there or choose another port.");
  }
}

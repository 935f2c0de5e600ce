package org.openprepaid.web.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every status has a code of the catalogue. */
class HttpErrorsTest {

  @ParameterizedTest
  @CsvSource({
    "400, OP-1809",
    "401, OP-1801",
    "403, OP-1802",
    "404, OP-1803",
    "405, OP-1810",
    "415, OP-1810",
    "429, OP-1809",
    "500, OP-1800",
    "503, OP-1800"
  })
  void aStatusHasItsCode(int status, String code) {
    assertThat(HttpErrors.of(status).code()).isEqualTo(code);
    assertThat(HttpErrors.of(status).toJson())
        .startsWith("{\"code\":\"" + code + "\",\"message\":");
  }
}

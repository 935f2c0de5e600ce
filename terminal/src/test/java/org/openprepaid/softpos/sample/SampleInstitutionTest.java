package org.openprepaid.softpos.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openprepaid.softpos.pos.EntryMode;
import org.openprepaid.softpos.sample.SampleInstitution.SampleCard;

class SampleInstitutionTest {
  private static final String OWN =
      "\"iso8583\":{\"host\":\"127.0.0.1\",\"port\":8583,\"tpdu\":\"6000030000\","
          + "\"header\":\"603100310000\"},"
          + "\"terminals\":[{\"terminalId\":\"TERM0001\",\"merchantId\":\"898100000000001\","
          + "\"tmk\":\"0123456789ABCDEFFEDCBA9876543210\"}],"
          + "\"cards\":[{\"pan\":\"6225883141592653589\",\"balance\":10000,\"product\":\"gift\"}]";
  private static final String FOREIGN =
      ",\"upstream\":{\"host\":\"CUPNET\",\"cards\":[{\"pan\":\"6221260000000000017\","
          + "\"track2\":\"6221260000000000017=4912201\",\"pin\":\"123456\",\"expiry\":\"4912\","
          + "\"balance\":100000}]}";

  @TempDir private Path directory;

  @Test
  void cardsOfTheHostUpstreamComeAfterTheOwnOnes() throws IOException {
    SampleInstitution sample = read("{" + OWN + FOREIGN + "}").at("127.0.0.1", 9);
    assertThat(sample.cards()).hasSize(1);
    assertThat(sample.allCards())
        .extracting(card -> card.card().pan())
        .containsExactly("6225883141592653589", "6221260000000000017");
    SampleCard foreign = sample.allCards().get(1);
    assertThat(foreign.product()).isEqualTo("of CUPNET");
    assertThat(foreign.card().track2()).isEqualTo("6221260000000000017D4912201");
    assertThat(foreign.card().entry()).isEqualTo(EntryMode.SWIPED);
  }

  @Test
  void sampleWithoutAHostUpstreamIsWhole() throws IOException {
    assertThat(read("{" + OWN + "}").allCards()).hasSize(1);
    assertThatThrownBy(() -> read("{" + OWN + ",\"upstream\":{}}"))
        .hasMessageStartingWith("OP-1964");
  }

  private SampleInstitution read(String json) throws IOException {
    Path file = directory.resolve("sample.json");
    Files.writeString(file, json);
    return SampleInstitution.read(file);
  }
}

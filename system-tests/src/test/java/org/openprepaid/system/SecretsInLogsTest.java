package org.openprepaid.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openprepaid.softpos.key.PinBlock;
import org.openprepaid.softpos.pos.Card;

/** A search that finds nothing must be one that would find something. */
class SecretsInLogsTest {
  private static final String PAN = "6227001234567890128";
  private static final String MASTER_KEY = "0123456789ABCDEFFEDCBA9876543210";

  @TempDir private Path directory;
  private Path log;
  private SecretsInLogs search;

  @BeforeEach
  void lookFor() {
    log = directory.resolve("server.log");
    search = new SecretsInLogs(List.of(log));
    search.addCard(Card.keyed(PAN, "3012").withPin("482915"));
    search.add(MASTER_KEY, "master key");
  }

  @Test
  void findsACardNumberInTextAndInHex() throws IOException {
    Files.writeString(log, "all is well\nrefused " + PAN + "D3012\nhex 0200" + PAN + "0\n");

    assertThat(search.findAll()).containsExactly(log + ":2: card number", log + ":3: card number");
  }

  @Test
  void findsPinsAndKeysWhateverTheirCase() throws IOException {
    String block = HexFormat.of().formatHex(PinBlock.clear("482915", PAN));
    Files.writeString(
        log, "pin=482915\nblock " + block + "\ntmk " + MASTER_KEY.toLowerCase(Locale.ROOT));

    assertThat(search.findAll())
        .containsExactly(log + ":1: PIN", log + ":2: clear PIN block", log + ":3: master key");
  }

  @Test
  void isNotAlarmedByWhatIsMasked() throws IOException {
    Files.writeString(log, "622700*********0128 paid 482915 times\n");

    assertThat(search.findAll()).isEmpty();
  }
}

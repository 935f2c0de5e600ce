package org.openprepaid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.openprepaid.system.Replies.assertApproved;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openprepaid.softpos.pos.Card;
import org.openprepaid.softpos.pos.KeyLength;
import org.openprepaid.softpos.pos.PosTerminal;
import org.openprepaid.system.instance.Instance;

/** The local master key in a PKCS#11 token that goes out of reach under a running server. */
class TokenOutageIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void withoutItsTokenTheHostSaysSoAtOnceAndComesBackByItself() throws Exception {
    Path root = Path.of(System.getProperty("project.root")).toAbsolutePath().normalize();
    Path folder = Path.of(System.getProperty("system-tests.directory")).resolve("token");
    Files.createDirectories(folder);
    try (SoftToken token = SoftToken.create(Files.createTempDirectory(folder, "hsm"))) {
      Map<String, String> settings = new HashMap<>(token.settings());
      settings.put("OPENPREPAID_SAMPLE_TERMINALS", "4");
      settings.put("OPENPREPAID_SAMPLE_CARDS", "8");
      settings.put("PREPAID_HEAP_MIN", "512m");
      settings.put("PREPAID_HEAP_MAX", "1g");
      try (Instance instance = Instance.fresh(root, folder.resolve("instance"), settings)) {
        instance.run();
        Institution institution =
            new Institution(instance, instance.directory().resolve("terminals"));
        try (Counter counter = institution.newCounter()) {
          outage(instance, token, counter);
        }
        Instance.LedgerCheck check = instance.checkLedger();
        assertThat(check.isClean()).as(check.report()).isTrue();
        assertThat(Files.exists(instance.directory().resolve("keystore.p12"))).isFalse();
      }
    }
  }

  private static void outage(Instance instance, SoftToken token, Counter counter) throws Exception {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    assertApproved(terminal.purchase(card, 30_00));
    ProcessHandle server = instance.server();

    token.disconnect();
    // a purchase under way in this very moment may lose its reply, and owe a reversal
    await().atMost(PATIENCE).until(() -> !instance.isReady());

    assertThat(terminal.purchase(card, 1_00).code()).isEqualTo("96");
    assertThat(terminal.signIn(KeyLength.DOUBLE).code()).isEqualTo("96");
    assertThat(log(instance)).contains("OP-1515");

    token.connect();
    await().atMost(PATIENCE).until(instance::isReady);
    assertApproved(terminal.signIn(KeyLength.DOUBLE));
    assertApproved(terminal.purchase(card, 20_00));
    assertThat(instance.server().pid()).isEqualTo(server.pid());
  }

  private static String log(Instance instance) throws Exception {
    return Files.readString(instance.directory().resolve("domains/prepaid/logs/server.log"));
  }
}

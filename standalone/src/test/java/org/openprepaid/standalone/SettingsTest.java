package org.openprepaid.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  @Test
  void takesTheDefaultForWhatIsUnsetOrBlank() {
    Settings settings = Settings.of(Map.of(Settings.DATABASE_URL, "  "));

    assertThat(settings.find(Settings.DATABASE_URL)).isEmpty();
    assertThat(settings.port(Settings.DATABASE_PORT, 3307)).isEqualTo(3307);
  }

  @Test
  void readsTheFileInTheStateDirectory(@TempDir Path directory) throws IOException {
    Files.writeString(
        directory.resolve("openprepaid.properties"), "openprepaid.broker.url = tcp://mq:61616 \n");

    assertThat(Settings.of(new RunDirectory(directory)).find(Settings.BROKER_URL))
        .contains("tcp://mq:61616");
  }

  @Test
  void namesTheSettingThatIsWrong() {
    for (String wrong : new String[] {"70000", "-1", "many", "3307.5"}) {
      Settings settings = Settings.of(Map.of(Settings.DATABASE_PORT, wrong));

      assertThatThrownBy(() -> settings.port(Settings.DATABASE_PORT, 3307))
          .hasMessageStartingWith("OP-1911")
          .hasMessageContaining("openprepaid.database.port = " + wrong);
    }
  }

  @Test
  void knowsTwoKindsOfDatabase() {
    assertThat(DatabaseKind.of("mysql")).isEqualTo(DatabaseKind.MYSQL);
    assertThatThrownBy(() -> DatabaseKind.of("oracle")).hasMessageStartingWith("OP-1911");
  }

  @Test
  void externalAccessComesFromTheSettingsAndTheRestFromTheSecrets(@TempDir Path directory) {
    Secrets secrets = Secrets.openOrCreate(new RunDirectory(directory));
    Settings settings =
        Settings.of(
            Map.of(
                Settings.DATABASE_URL, "jdbc:mysql://db:3306/prepaid",
                Settings.DATABASE_OWNER, "dba"));

    DatabaseAccess owner = DatabaseAccess.owner(settings, secrets, 3307);

    assertThat(owner.url()).isEqualTo("jdbc:mysql://db:3306/prepaid");
    assertThat(owner.user()).isEqualTo("dba");
    assertThat(owner.password()).isEqualTo(secrets.get(Secrets.Key.DATABASE_OWNER_PASSWORD));
    assertThat(owner.toString()).doesNotContain(owner.password());
  }
}

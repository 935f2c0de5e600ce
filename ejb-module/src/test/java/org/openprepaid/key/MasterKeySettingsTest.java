package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.key.Faults.assertFault;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the settings say the local master key is. */
class MasterKeySettingsTest {
  private static final Map<String, String> FILE =
      Map.of(
          MasterKeySettings.KEYSTORE, "/keys/keystore.p12", MasterKeySettings.PASSWORD, "sesame");
  private static final Map<String, String> TOKEN =
      Map.of(
          MasterKeySettings.TOKEN_LIBRARY, "/usr/lib/libsofthsm2.so",
          MasterKeySettings.TOKEN_LABEL, "openprepaid",
          MasterKeySettings.TOKEN_PIN, "739184");

  @Test
  void aFile() {
    assertThat(source(FILE)).isInstanceOf(Pkcs12Source.class).hasToString("/keys/keystore.p12");
  }

  /** Also beside a file: the token is meant. */
  @Test
  void aToken() {
    assertThat(source(TOKEN))
        .isInstanceOf(TokenSource.class)
        .hasToString("token 'openprepaid' (/usr/lib/libsofthsm2.so)");
    Map<String, String> both = new HashMap<>(FILE);
    both.putAll(TOKEN);
    assertThat(source(both)).isInstanceOf(TokenSource.class);
  }

  @Test
  void anEmptyLibraryIsNoToken() {
    Map<String, String> settings = new HashMap<>(FILE);
    settings.put(MasterKeySettings.TOKEN_LIBRARY, " ");
    assertThat(source(settings)).isInstanceOf(Pkcs12Source.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {MasterKeySettings.KEYSTORE, MasterKeySettings.PASSWORD})
  void aFileNeedsItsSettings(String missing) {
    assertMissing(FILE, missing);
  }

  @ParameterizedTest
  @ValueSource(strings = {MasterKeySettings.TOKEN_LABEL, MasterKeySettings.TOKEN_PIN})
  void aTokenNeedsItsSettings(String missing) {
    assertMissing(TOKEN, missing);
  }

  private static void assertMissing(Map<String, String> settings, String missing) {
    Map<String, String> without = new HashMap<>(settings);
    without.remove(missing);
    assertNames(without, missing);
    without.put(missing, " ");
    assertNames(without, missing);
  }

  private static void assertNames(Map<String, String> settings, String missing) {
    KeyException e = assertFault(KeyFault.SETTING_MISSING, () -> source(settings));
    assertThat(e)
        .hasMessageContaining(missing)
        .hasMessageNotContaining("sesame")
        .hasMessageNotContaining("739184");
  }

  private static MasterKeySource source(Map<String, String> settings) {
    return MasterKeySettings.source(name -> Optional.ofNullable(settings.get(name)));
  }
}

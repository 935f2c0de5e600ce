package org.openprepaid.key;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** Finds the local master key by the settings {@code openprepaid.keys.*}. */
public final class MasterKeySettings {
  public static final String KEYSTORE = "openprepaid.keys.keystore";
  public static final String PASSWORD = "openprepaid.keys.password";
  public static final String TOKEN_LIBRARY = "openprepaid.keys.token.library";
  public static final String TOKEN_LABEL = "openprepaid.keys.token.label";
  public static final String TOKEN_PIN = "openprepaid.keys.token.pin";
  public static final String TOKEN_KEY_LABEL = "openprepaid.keys.token.key-label";

  private MasterKeySettings() {}

  /**
   * A token if one is set, else the PKCS#12 file.
   *
   * @param settings value by name
   * @throws KeyException {@link KeyFault#SETTING_MISSING}
   */
  public static MasterKeySource source(Function<String, Optional<String>> settings) {
    Optional<String> library = settings.apply(TOKEN_LIBRARY).filter(text -> !text.isBlank());
    char[] secret = wanted(settings, library.isPresent() ? TOKEN_PIN : PASSWORD).toCharArray();
    try {
      return library.isPresent()
          ? new TokenSource(
              Path.of(library.get()),
              wanted(settings, TOKEN_LABEL),
              secret,
              settings.apply(TOKEN_KEY_LABEL).orElse(TokenSource.USUAL_LABEL))
          : new Pkcs12Source(Path.of(wanted(settings, KEYSTORE)), secret);
    } finally {
      Arrays.fill(secret, '\0');
    }
  }

  private static String wanted(Function<String, Optional<String>> settings, String name) {
    return settings
        .apply(name)
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> new KeyException(KeyFault.SETTING_MISSING, name));
  }
}

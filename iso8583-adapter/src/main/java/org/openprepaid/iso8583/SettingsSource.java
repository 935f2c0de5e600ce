package org.openprepaid.iso8583;

import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Where a setting comes from that the activation does not name: MicroProfile Config where the
 * container has it, otherwise system properties and environment variables by the same names.
 */
@FunctionalInterface
interface SettingsSource {

  /** The text of a setting, empty when nobody set it. */
  Optional<String> find(String name);

  static SettingsSource ofPlatform() {
    try {
      return MicroProfile.source();
    } catch (LinkageError | IllegalStateException e) {
      // no MicroProfile Config on the class path, or its API without an implementation
      return SettingsSource::ofProcess;
    }
  }

  private static Optional<String> ofProcess(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      value = System.getenv(name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT));
    }
    return Optional.ofNullable(value).filter(text -> !text.isBlank());
  }

  /** A class of its own, so that nothing links to MicroProfile before it is wanted. */
  final class MicroProfile {
    private MicroProfile() {}

    private static SettingsSource source() {
      Config config = ConfigProvider.getConfig();
      return name -> config.getOptionalValue(name, String.class);
    }
  }
}

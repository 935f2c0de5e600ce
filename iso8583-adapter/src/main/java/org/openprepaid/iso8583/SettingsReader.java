package org.openprepaid.iso8583;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads settings one after another, by the same rule: what the deployment says, else {@link
 * SettingsSource} under the prefix, else the default.
 *
 * @param prefix of all settings read, without the dot at its end
 */
record SettingsReader(String prefix, SettingsSource source) {
  private static final int LONGEST_SECONDS = 86_400;

  /**
   * @param deployed what the deployment says; {@code null}: nothing
   */
  Optional<String> optional(String name, String deployed) {
    return Optional.ofNullable(deployed)
        .or(() -> source.find(prefix + '.' + name))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  String text(String name, String deployed, String fallback) {
    return optional(name, deployed).orElse(fallback);
  }

  String required(String name, String deployed) {
    return optional(name, deployed).orElseThrow(() -> wrong(name, "must be set"));
  }

  int number(String name, Integer deployed, int fallback, int least, int most) {
    String text = text(name, deployed == null ? null : deployed.toString(), "" + fallback);
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below, with the bounds
    }
    throw wrong(name, "must be a number from " + least + " to " + most + ", is " + text);
  }

  Duration seconds(String name, Integer deployed, int fallback) {
    return Duration.ofSeconds(number(name, deployed, fallback, 1, LONGEST_SECONDS));
  }

  /** One of two words. */
  boolean either(String name, String deployed, String yes, String no, boolean fallback) {
    String text = text(name, deployed, fallback ? yes : no);
    if (!text.equals(yes) && !text.equals(no)) {
      throw wrong(name, "must be " + yes + " or " + no);
    }
    return text.equals(yes);
  }

  /** The profile of a name, from a file outside or as shipped. */
  Profile profile(String deployedName, String deployedFile, String fallback) {
    String name = text("profile", deployedName, fallback);
    return optional("profile-file", deployedFile)
        .map(path -> ProfileDefinition.file(name, Path.of(path)))
        .orElseGet(() -> ProfileDefinition.shipped(name));
  }

  static List<String> protocols(String text) {
    return List.of(text.split(","));
  }

  InvalidSettingException wrong(String name, String reason) {
    return new InvalidSettingException(prefix + '.' + name, reason);
  }
}

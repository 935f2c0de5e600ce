package org.openprepaid.routing;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * How an entry is written in one line: {@code name=value; name=value}, an absent value empty. Only
 * the last value may be free text, because it takes all that follows.
 */
final class Notation {
  private static final Pattern NAME = Pattern.compile("[A-Z0-9][A-Z0-9-]{0,15}");
  private static final int MAX_TITLE = 80;

  private Notation() {}

  static String of(Object... namesAndValues) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      text.append(i == 0 ? "" : "; ").append(namesAndValues[i]).append('=');
      text.append(value == null ? "" : value);
    }
    return text.toString();
  }

  static List<String> values(String notation, String... names) {
    String[] parts = notation.split("; ", names.length);
    List<String> values = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      require(i < parts.length && parts[i].startsWith(names[i] + "="), names[i] + "= is missing");
      values.add(parts[i].substring(names[i].length() + 1));
    }
    return values;
  }

  /** The value, or {@code null} when it is empty. */
  static <T> T read(String value, Function<String, T> reading) {
    if (value.isEmpty()) {
      return null;
    }
    try {
      return reading.apply(value);
    } catch (DateTimeException | NumberFormatException e) {
      throw new RoutingException(RoutingFault.MALFORMED, "'" + value + "' cannot be read", e);
    }
  }

  static void require(boolean condition, String rule) {
    if (!condition) {
      throw new RoutingException(RoutingFault.MALFORMED, rule);
    }
  }

  /** The code of an issuer or the name of a host. */
  static void requireName(String text, String what) {
    require(
        text != null && NAME.matcher(text).matches(),
        what + " has 1 to 16 of A-Z, 0-9 and hyphens, no hyphen first");
  }

  /** A line for people. */
  static void requireTitle(String text, String what, int max) {
    boolean line = text != null && text.chars().noneMatch(Character::isISOControl);
    require(
        line && !text.isBlank() && text.length() <= max,
        what + " has 1 to " + max + " characters on one line");
  }

  static void requireTitle(String text, String what) {
    requireTitle(text, what, MAX_TITLE);
  }
}

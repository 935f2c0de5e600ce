package org.openprepaid.standalone;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;

/**
 * Settings by name, from the first place that has one: system property, environment variable
 * ({@code openprepaid.database.url} is {@code OPENPREPAID_DATABASE_URL}), the file {@code
 * openprepaid.properties} in the state directory. The order is MicroProfile Config's, so that the
 * same settings serve the application server and these tools.
 */
public final class Settings {
  public static final String NODE = "openprepaid.node";
  public static final String DATABASE_URL = "openprepaid.database.url";
  public static final String DATABASE_OWNER = "openprepaid.database.owner.user";
  public static final String DATABASE_OWNER_PASSWORD = "openprepaid.database.owner.password";
  public static final String DATABASE_USER = "openprepaid.database.user";
  public static final String DATABASE_PASSWORD = "openprepaid.database.password";
  public static final String DATABASE_KIND = "openprepaid.database.kind";
  public static final String DATABASE_PORT = "openprepaid.database.port";
  public static final String DATABASE_CACHE = "openprepaid.database.cache";
  public static final String DATABASE_BUFFER_POOL = "openprepaid.database.buffer-pool-mib";
  public static final String DATABASE_REDO_LOG = "openprepaid.database.redo-log-mib";
  public static final String DATABASE_MYSQL_HOME = "openprepaid.database.mysql.home";
  public static final String BROKER_URL = "openprepaid.broker.url";
  public static final String BROKER_PORT = "openprepaid.broker.port";
  public static final String BROKER_CONFIGURATION = "openprepaid.broker.configuration";

  private static final int MAX_PORT = 65_535;

  /** The short names that the start script uses, for the settings that it sets most often. */
  private static final Map<String, String> SHORT_NAMES =
      Map.of(DATABASE_PORT, "PREPAID_DATABASE_PORT", BROKER_PORT, "PREPAID_BROKER_PORT");

  private final List<UnaryOperator<String>> sources;

  private Settings(List<UnaryOperator<String>> sources) {
    this.sources = sources;
  }

  /** The settings that hold for a state directory. */
  public static Settings of(RunDirectory directory) {
    Properties file = read(directory.settings());
    return new Settings(List.of(System::getProperty, Settings::environment, file::getProperty));
  }

  /** Fixed settings, for tests and for embedding. */
  public static Settings of(Map<String, String> fixed) {
    return new Settings(List.of(fixed::get));
  }

  private static String environment(String name) {
    String variable = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    String value = System.getenv(variable);
    if (value == null && SHORT_NAMES.containsKey(name)) {
      return System.getenv(SHORT_NAMES.get(name));
    }
    return value;
  }

  private static Properties read(Path file) {
    Properties properties = new Properties();
    if (Files.isRegularFile(file)) {
      try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new OperatorException(ErrorCode.SETTING_INVALID, "cannot read " + file, e);
      }
    }
    return properties;
  }

  /** The value, without blanks around it; empty when unset or blank. */
  public Optional<String> find(String name) {
    return sources.stream()
        .map(source -> source.apply(name))
        .filter(value -> value != null && !value.isBlank())
        .map(String::trim)
        .findFirst();
  }

  public String get(String name, String otherwise) {
    return find(name).orElse(otherwise);
  }

  /**
   * A TCP port; 0 stands for any free one.
   *
   * @throws OperatorException OP-1911 outside 0 to 65535
   */
  public int port(String name, int otherwise) {
    return number(name, otherwise, 0, MAX_PORT);
  }

  /**
   * A whole number within bounds, both included.
   *
   * @throws OperatorException OP-1911 when it is none or outside
   */
  public int number(String name, int otherwise, int least, int most) {
    Optional<String> text = find(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw outside(name, text.get(), least, most, e);
    }
    throw outside(name, text.get(), least, most, null);
  }

  private static OperatorException outside(
      String name, String text, int least, int most, Throwable cause) {
    String detail = name + " = " + text + ", wanted is a number from " + least + " to " + most;
    return new OperatorException(ErrorCode.SETTING_INVALID, detail, cause);
  }
}

package org.openprepaid.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openprepaid.standalone.Broker;
import org.openprepaid.standalone.DatabaseAccess;
import org.openprepaid.standalone.EmbeddedDatabase;
import org.openprepaid.standalone.Secrets;

/**
 * The boot command files that operations use, with their blanks filled in for a test: so the tests
 * also tell when one of those commands is wrong.
 */
final class BootCommands {
  private static final Pattern BLANK = Pattern.compile("\\$\\{([^}]+)}");

  private final Path directory;
  private final Map<String, Object> values;

  /**
   * @param directory holds the command files
   */
  BootCommands(Path directory, EmbeddedDatabase database, Broker broker, Secrets secrets) {
    this.directory = directory;
    this.values = values(database.port(), database.application(), broker.port(), secrets);
  }

  private static Map<String, Object> values(
      int databasePort, DatabaseAccess access, int brokerPort, Secrets secrets) {
    return Map.ofEntries(
        Map.entry(
            "database.url",
            escaped("jdbc:mysql://127.0.0.1:" + databasePort + "/" + DatabaseAccess.SCHEMA)),
        Map.entry("database.schema", DatabaseAccess.SCHEMA),
        Map.entry("database.user", access.user()),
        Map.entry("ENV=OPENPREPAID_DATABASE_PASSWORD", access.password()),
        Map.entry("database.pool.min", 4),
        Map.entry("database.pool.max", 24),
        Map.entry(
            "database.properties",
            "sslMode=DISABLED:allowPublicKeyRetrieval=true:rewriteBatchedStatements=true"),
        Map.entry("broker.parameters", escaped("host=127.0.0.1;port=" + brokerPort)),
        Map.entry("broker.user", secrets.get(Secrets.Key.BROKER_USER)),
        Map.entry("ENV=OPENPREPAID_BROKER_PASSWORD", secrets.get(Secrets.Key.BROKER_PASSWORD)),
        Map.entry("artemis.rar", Surroundings.distribution("artemis-ra.rar")),
        Map.entry("iso8583.rar", Surroundings.distribution("iso8583-adapter.rar")),
        Map.entry("http.address", "127.0.0.1"),
        Map.entry("http.threads", 8),
        Map.entry("work.threads", 16),
        Map.entry("mdb.pool", 32));
  }

  /** The text of one file; a blank that this class does not know is an error. */
  String of(String file) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line : Files.readAllLines(directory.resolve(file))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        text.append(BLANK.matcher(line).replaceAll(this::value)).append('\n');
      }
    }
    return text.toString();
  }

  private String value(MatchResult blank) {
    Object value = values.get(blank.group(1));
    if (value == null) {
      throw new IllegalStateException("the tests do not know " + blank.group());
    }
    return Matcher.quoteReplacement(value.toString());
  }

  /** As a value in a list of properties. */
  private static String escaped(String value) {
    return value.replaceAll("([:;=])", "\\\\$1");
  }
}

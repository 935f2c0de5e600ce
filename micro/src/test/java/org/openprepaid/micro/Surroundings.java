package org.openprepaid.micro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.openprepaid.key.Pkcs12Source;
import org.openprepaid.standalone.Broker;
import org.openprepaid.standalone.DatabaseLaunch;
import org.openprepaid.standalone.EmbeddedDatabase;
import org.openprepaid.standalone.Migration;
import org.openprepaid.standalone.RunDirectory;
import org.openprepaid.standalone.Secrets;

/**
 * What one Payara Micro needs around it: a migrated database, a broker, a key store, settings and
 * boot commands, all in a directory of its own, with every port any free one on the loopback.
 */
final class Surroundings implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Surroundings.class.getName());
  private static final Path DISTRIBUTION = property("openprepaid.test.distribution");
  private static final Path COMMANDS = property("openprepaid.test.commands");
  private static final String PRE_BOOT = "pre-boot.asadmin";
  private static final String POST_BOOT = "post-boot.asadmin";
  private static final int SAMPLE_CARDS = 60;

  private final Path directory;
  private final EmbeddedDatabase database;
  private final Broker broker;
  private final String keyPassword = UUID.randomUUID().toString();
  private final int httpPort = freePort();

  private Surroundings(Path directory, EmbeddedDatabase database, Broker broker) {
    this.directory = directory;
    this.database = database;
    this.broker = broker;
  }

  /** Where the tests keep what belongs to the running platform; in the container and outside. */
  static Path directory() {
    return property("openprepaid.test.directory");
  }

  /** The sample institution's file; there when the sample is loaded. */
  static Path sample() {
    return directory().resolve("sample.json");
  }

  static Path distribution(String file) {
    return DISTRIBUTION.resolve(file);
  }

  /** Starts database and broker on an empty directory, and makes the rest. */
  static Surroundings start() throws IOException {
    Path directory = directory();
    clear(directory);
    EmbeddedDatabase database = EmbeddedDatabase.start(DatabaseLaunch.forTest(directory));
    try {
      Migration.of(database.owner(), database.application(), LOG::info).run();
      Broker broker = Broker.start(new RunDirectory(directory), 0, Optional.empty());
      Surroundings made = new Surroundings(directory, database, broker);
      made.makeKeyStore();
      made.writeSettings();
      made.writeBootCommands();
      return made;
    } catch (IOException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** Options of the Java process, separated by blanks. */
  String javaOptions() {
    return "-Xmx768m -XX:+UseSerialGC -Djava.net.preferIPv4Stack=true -Djava.io.tmpdir="
        + directory;
  }

  /** Options of Payara Micro, separated by blanks, for what its Arquillian adapter does not set. */
  String microOptions() {
    return String.join(
        " ",
        "--disablephonehome",
        "--rootdir " + directory.resolve("micro"),
        "--port " + httpPort,
        "--contextroot /",
        "--addlibs " + distribution("mysql-connector-j.jar") + ":" + settingsJar(),
        "--prebootcommandfile " + directory.resolve(PRE_BOOT),
        "--postbootcommandfile " + directory.resolve(POST_BOOT));
  }

  private Path settingsJar() {
    return directory.resolve("settings.jar");
  }

  private void makeKeyStore() {
    char[] password = keyPassword.toCharArray();
    new Pkcs12Source(keyStore(), password).create(1);
    Arrays.fill(password, '\0');
  }

  private Path keyStore() {
    return directory.resolve("keystore.p12");
  }

  private void writeSettings() {
    Map<String, Object> settings =
        Map.of(
            "openprepaid.keys.keystore",
            keyStore(),
            "openprepaid.keys.password",
            keyPassword,
            "openprepaid.sample.file",
            sample(),
            "openprepaid.sample.cards",
            SAMPLE_CARDS,
            "openprepaid.http.port",
            httpPort,
            "openprepaid.iso8583.host",
            "127.0.0.1",
            "openprepaid.iso8583.port",
            freePort(),
            // the test alone says when holds expire
            "openprepaid.hold-expiry.minutes",
            1440);
    String text =
        settings.entrySet().stream()
            .map(setting -> setting.getKey() + "=" + setting.getValue())
            .collect(Collectors.joining("\n"));
    ShrinkWrap.create(JavaArchive.class, "settings.jar")
        .addAsManifestResource(new StringAsset(text), "microprofile-config.properties")
        .as(ZipExporter.class)
        .exportTo(settingsJar().toFile(), true);
  }

  private void writeBootCommands() throws IOException {
    Secrets secrets = Secrets.openOrCreate(new RunDirectory(directory));
    BootCommands commands = new BootCommands(COMMANDS, database, broker, secrets);
    Files.writeString(directory.resolve(PRE_BOOT), commands.of(PRE_BOOT));
    Files.writeString(directory.resolve(POST_BOOT), commands.of(POST_BOOT));
  }

  private static int freePort() {
    try (ServerSocket socket =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void clear(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> old = Files.walk(directory)) {
        for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Files.createDirectories(directory);
  }

  private static Path property(String name) {
    return Path.of(System.getProperty(name)).toAbsolutePath().normalize();
  }

  @Override
  public void close() {
    broker.close();
    database.close();
  }
}

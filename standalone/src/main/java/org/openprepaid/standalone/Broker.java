package org.openprepaid.standalone;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.deployers.impl.FileConfigurationParser;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/**
 * The message broker inside this process: Artemis with its journal on disk, on 127.0.0.1, by the
 * {@code broker.xml} that an installed broker uses too. One user, from the secrets file.
 */
public final class Broker implements AutoCloseable {
  static final int DEFAULT_PORT = 61616;

  /** The role that {@code broker.xml} gives its permissions to. */
  private static final String ROLE = "prepaid";

  private final EmbeddedActiveMQ server;
  private final int port;
  private final StateLock lock;

  private Broker(EmbeddedActiveMQ server, int port, StateLock lock) {
    this.server = server;
    this.port = port;
    this.lock = lock;
  }

  /** Starts it by the settings. */
  public static Broker start(RunDirectory directory, Settings settings) {
    int port = settings.port(Settings.BROKER_PORT, DEFAULT_PORT);
    return start(directory, port, configuration(settings));
  }

  static Optional<Path> configuration(Settings settings) {
    return settings.find(Settings.BROKER_CONFIGURATION).map(Path::of);
  }

  /**
   * Starts it and returns when it accepts connections.
   *
   * @param port on 127.0.0.1; 0 takes any free one
   * @param configuration a {@code broker.xml} to use in place of the product's
   * @throws OperatorException OP-1901 port in use, OP-1904 directory in use, OP-1930, OP-1931
   */
  public static Broker start(RunDirectory directory, int port, Optional<Path> configuration) {
    Secrets secrets = Secrets.openOrCreate(directory);
    // Artemis would wait for its own lock without end
    StateLock lock = StateLock.take(directory.broker());
    EmbeddedActiveMQ server = new EmbeddedActiveMQ();
    try {
      int claimed =
          LoopbackPort.claim(
              port, "the message broker", "set PREPAID_BROKER_PORT or " + Settings.BROKER_PORT);
      server.setConfiguration(configuration(configuration, directory.broker(), claimed));
      server.setSecurityManager(security(secrets));
      server.start();
      requireActive(server);
      return new Broker(server, claimed, lock);
    } catch (OperatorException e) {
      abandon(server, lock);
      throw e;
    } catch (Exception e) {
      abandon(server, lock);
      throw new OperatorException(ErrorCode.BROKER_FAILED, String.valueOf(e.getMessage()), e);
    }
  }

  private static void requireActive(EmbeddedActiveMQ server) {
    boolean accepting =
        server.getActiveMQServer().isActive()
            && server.getActiveMQServer().getRemotingService().isStarted();
    if (!accepting) {
      throw new OperatorException(ErrorCode.BROKER_FAILED, "not active after its start");
    }
  }

  private static void abandon(EmbeddedActiveMQ server, StateLock lock) {
    try (lock) {
      if (server.getActiveMQServer() != null) {
        server.stop();
      }
    } catch (Exception e) {
      throw new OperatorException(ErrorCode.BROKER_FAILED, String.valueOf(e.getMessage()), e);
    }
  }

  private static Configuration configuration(Optional<Path> given, Path data, int port) {
    String where = given.map(Path::toString).orElse("broker.xml");
    try {
      String xml = given.isPresent() ? Files.readString(given.get()) : builtIn();
      Map<String, String> values =
          Map.of(
              "openprepaid.broker.data", data.toString(),
              "openprepaid.broker.host", "127.0.0.1",
              "openprepaid.broker.port", Integer.toString(port));
      for (Map.Entry<String, String> value : values.entrySet()) {
        // what a broker of its own takes from system properties; several in one process must differ
        xml = xml.replaceAll("\\$\\{" + value.getKey() + ":[^}]*}", value.getValue());
      }
      return new FileConfigurationParser()
          .parseMainConfig(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    } catch (Exception e) {
      throw new OperatorException(ErrorCode.BROKER_CONFIGURATION, where, e);
    }
  }

  private static String builtIn() throws IOException {
    try (InputStream in = Broker.class.getResourceAsStream("/broker.xml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static ActiveMQJAASSecurityManager security(Secrets secrets) {
    String user = secrets.get(Secrets.Key.BROKER_USER);
    SecurityConfiguration users = new SecurityConfiguration();
    users.addUser(user, secrets.get(Secrets.Key.BROKER_PASSWORD));
    users.addRole(user, ROLE);
    return new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users);
  }

  public int port() {
    return port;
  }

  /** For a client: {@code tcp://127.0.0.1:61616}. */
  public String url() {
    return "tcp://127.0.0.1:" + port;
  }

  /** Stops it in order: what was acknowledged is in the journal. */
  @Override
  public void close() {
    try (lock) {
      server.stop();
    } catch (Exception e) {
      throw new OperatorException(ErrorCode.BROKER_FAILED, "stopping: " + e.getMessage(), e);
    }
  }
}

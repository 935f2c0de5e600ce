package org.openprepaid.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQNonExistentQueueException;
import org.apache.activemq.artemis.api.core.ActiveMQSecurityException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerIT {
  private static final String OUTBOX = "prepaid.outbox";
  private static final long WAIT_MS = 5_000;

  @TempDir private Path directory;

  @Test
  void keepsAMessageOverARestart() throws Exception {
    int port;
    try (Broker broker = start(0)) {
      port = broker.port();
      send(broker, OUTBOX, "reverse 4711");
    }
    try (Broker broker = start(port)) {
      assertThat(receive(broker, OUTBOX)).isEqualTo("reverse 4711");
    }
  }

  @Test
  void movesWhatFailedTenTimesToTheDeadLetters() throws Exception {
    try (Broker broker = startWithoutPausesBetweenTries()) {
      send(broker, OUTBOX, "cannot be worked off");

      for (int attempt = 1; attempt <= 10; attempt++) {
        try (Client client = client(broker);
            ClientConsumer consumer = client.session.createConsumer(OUTBOX)) {
          client.session.start();
          ClientMessage message = consumer.receive(WAIT_MS);
          assertThat(message).as("attempt %d", attempt).isNotNull();
          message.acknowledge();
          client.session.rollback();
        }
      }

      assertThat(receive(broker, "prepaid.dead-letter")).isEqualTo("cannot be worked off");
    }
  }

  @Test
  void refusesAWrongPassword() {
    try (Broker broker = start(0)) {
      assertThatThrownBy(() -> new Client(broker, "prepaid", "guess"))
          .isInstanceOf(ActiveMQSecurityException.class);
      assertThatThrownBy(() -> new Client(broker, null, null))
          .isInstanceOf(ActiveMQSecurityException.class);
    }
  }

  @Test
  void letsNobodyMakeQueues() throws Exception {
    try (Broker broker = start(0);
        Client client = client(broker)) {
      assertThatThrownBy(() -> client.session.createQueue(QueueConfiguration.of("another")))
          .isInstanceOf(ActiveMQSecurityException.class);
      assertThatThrownBy(() -> client.session.createConsumer("another"))
          .isInstanceOf(ActiveMQNonExistentQueueException.class);
    }
  }

  @Test
  void refusesASecondBrokerOnTheSameJournal() {
    try (Broker broker = start(0)) {
      assertThat(broker.port()).isPositive();
      assertThatThrownBy(() -> start(0)).hasMessageStartingWith("OP-1904");
    }
  }

  @Test
  void namesThePortInUseAndTheSettingForAnother() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> start(other.getLocalPort()))
          .hasMessageStartingWith("OP-1901")
          .hasMessageContaining("127.0.0.1:" + other.getLocalPort())
          .hasMessageContaining("PREPAID_BROKER_PORT");
    }
  }

  @Test
  void saysWhichConfigurationCannotBeRead() {
    Path missing = directory.resolve("other-broker.xml");
    assertThatThrownBy(() -> Broker.start(new RunDirectory(directory), 0, Optional.of(missing)))
        .hasMessageStartingWith("OP-1931")
        .hasMessageContaining("other-broker.xml");
  }

  private Broker start(int port) {
    return Broker.start(new RunDirectory(directory), port, Optional.empty());
  }

  private Broker startWithoutPausesBetweenTries() throws IOException {
    try (InputStream in = Broker.class.getResourceAsStream("/broker.xml")) {
      String pauses = "<redelivery-delay>1000</redelivery-delay>";
      String xml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(xml).contains(pauses);
      Path changed = directory.resolve("impatient-broker.xml");
      Files.writeString(changed, xml.replace(pauses, "<redelivery-delay>0</redelivery-delay>"));
      return Broker.start(new RunDirectory(directory), 0, Optional.of(changed));
    }
  }

  private void send(Broker broker, String queue, String text) throws Exception {
    try (Client client = client(broker);
        ClientProducer producer = client.session.createProducer(queue)) {
      ClientMessage message = client.session.createMessage(true);
      message.getBodyBuffer().writeString(text);
      producer.send(message);
      client.session.commit();
    }
  }

  private String receive(Broker broker, String queue) throws Exception {
    try (Client client = client(broker);
        ClientConsumer consumer = client.session.createConsumer(queue)) {
      client.session.start();
      ClientMessage message = consumer.receive(WAIT_MS);
      assertThat(message).as("a message in %s", queue).isNotNull();
      message.acknowledge();
      client.session.commit();
      return message.getBodyBuffer().readString();
    }
  }

  private Client client(Broker broker) throws Exception {
    Secrets secrets = Secrets.openOrCreate(new RunDirectory(directory));
    return new Client(
        broker, secrets.get(Secrets.Key.BROKER_USER), secrets.get(Secrets.Key.BROKER_PASSWORD));
  }

  /** One transacted session. */
  private static final class Client implements AutoCloseable {
    private final ServerLocator locator;
    private final ClientSessionFactory factory;
    private final ClientSession session;

    Client(Broker broker, String user, String password) throws Exception {
      locator = ActiveMQClient.createServerLocator(broker.url());
      factory = locator.createSessionFactory();
      try {
        session = factory.createSession(user, password, false, false, false, false, 0);
      } catch (ActiveMQException e) {
        factory.close();
        locator.close();
        throw e;
      }
    }

    @Override
    public void close() throws ActiveMQException {
      session.close();
      factory.close();
      locator.close();
    }
  }
}

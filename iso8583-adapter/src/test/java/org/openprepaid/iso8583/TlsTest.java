package org.openprepaid.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Terminals over TLS, with and without a certificate of their own. */
class TlsTest {
  private static final String PASSWORD = TestCertificates.PASSWORD;

  private static TestCertificates certificates;

  @TempDir private static Path folder;

  private TestContainer container;
  private CapturedLog log;

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificates = new TestCertificates(folder);
    certificates.make("server");
    certificates.make("terminal");
    certificates.make("stranger");
    certificates.trust("server");
    certificates.trust("terminal");
  }

  private static String store(String name) {
    return certificates.store(name);
  }

  @BeforeEach
  void start() {
    log = new CapturedLog();
    container =
        new TestContainer(
            request -> CompletableFuture.completedFuture(TestTerminal.approval(request)));
  }

  @AfterEach
  void stop() {
    container.close();
    log.close();
  }

  private static Iso8583ActivationSpec withTls() {
    Iso8583ActivationSpec spec = TestContainer.activation();
    spec.setTls("on");
    spec.setTlsKeystore(store("server"));
    spec.setTlsKeystorePassword(PASSWORD);
    return spec;
  }

  private static Iso8583ActivationSpec withClientCertificates() {
    Iso8583ActivationSpec spec = withTls();
    spec.setTlsTruststore(store("trust-terminal"));
    spec.setTlsTruststorePassword(PASSWORD);
    return spec;
  }

  private static KeyStore load(String name) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream input = Files.newInputStream(Path.of(store(name)))) {
      store.load(input, PASSWORD.toCharArray());
    }
    return store;
  }

  /** A terminal's socket; {@code identity} null: it has no certificate. */
  private static TestTerminal connect(
      Iso8583EndpointMXBean server, String protocol, String identity) throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(load("trust-server"));
    KeyManagerFactory keys = null;
    if (identity != null) {
      keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(load(identity), PASSWORD.toCharArray());
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys == null ? null : keys.getKeyManagers(), trust.getTrustManagers(), null);
    SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.getPort());
    socket.setEnabledProtocols(new String[] {protocol});
    return new TestTerminal(socket);
  }

  private static void served(TestTerminal terminal, String protocol) throws Exception {
    terminal.send(TestTerminal.echo(1));
    assertThat(terminal.receive()).isEqualTo(TestTerminal.echoReply(1));
    assertThat(((SSLSocket) terminal.socket()).getSession().getProtocol()).isEqualTo(protocol);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aTerminalNeedsNoCertificateByDefault(String protocol) throws Exception {
    Iso8583EndpointMXBean server = container.serve(withTls());
    try (TestTerminal terminal = connect(server, protocol, null)) {
      served(terminal, protocol);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aTrustedCertificateIsLetIn(String protocol) throws Exception {
    Iso8583EndpointMXBean server = container.serve(withClientCertificates());
    try (TestTerminal terminal = connect(server, protocol, "terminal")) {
      served(terminal, protocol);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void noCertificateOrAnothersIsRefusedWhereOneIsRequired(String protocol) throws Exception {
    Iso8583EndpointMXBean server = container.serve(withClientCertificates());
    for (String identity : new String[] {null, "stranger"}) {
      try (TestTerminal terminal = connect(server, protocol, identity)) {
        assertThatThrownBy(() -> served(terminal, protocol)).isInstanceOf(IOException.class);
      }
    }
    assertThat(server.getRequests()).isZero();
    Waiting.until(
        () -> log.lines().stream().filter(line -> line.startsWith("OP-1112")).count() == 2);
    try (TestTerminal terminal = connect(server, protocol, "terminal")) {
      served(terminal, protocol);
    }
  }

  @Test
  void aTerminalThatSpeaksPlainlyIsClosed() throws Exception {
    Iso8583EndpointMXBean server = container.serve(withTls());
    try (TestTerminal terminal = new TestTerminal(server)) {
      terminal.send(TestTerminal.echo(1));

      Waiting.until(() -> server.getConnectionsOpen() == 0);
      assertThat(server.getRequests()).isZero();
    }
  }

  @Test
  void aHandshakeIsNotWaitedForLongerThanTheLimit() throws Exception {
    Iso8583ActivationSpec spec = withTls();
    spec.setFrameTimeout(1);
    Iso8583EndpointMXBean server = container.serve(spec);
    try (TestTerminal terminal = new TestTerminal(server)) {
      assertThat(terminal.isClosedByServer()).isTrue();
      assertThat(log.lines()).anyMatch(line -> line.startsWith("OP-1112"));
    }
  }

  @Test
  void onlyTheProtocolsOfTheSettingAreSpoken() throws Exception {
    Iso8583ActivationSpec spec = withTls();
    spec.setTlsProtocols("TLSv1.3");
    Iso8583EndpointMXBean server = container.serve(spec);
    try (TestTerminal terminal = connect(server, "TLSv1.2", null)) {
      assertThatThrownBy(() -> served(terminal, "TLSv1.2")).isInstanceOf(IOException.class);
    }
    try (TestTerminal terminal = connect(server, "TLSv1.3", null)) {
      served(terminal, "TLSv1.3");
    }
  }

  @Test
  void aStoreThatCannotBeOpenedFailsTheDeploymentWithoutItsPassword() {
    Iso8583ActivationSpec spec = withTls();
    spec.setTlsKeystorePassword("not-this-one");

    assertThatThrownBy(() -> container.activate(spec))
        .hasMessageContaining("OP-1101")
        .hasMessageNotContaining("not-this-one");
  }

  @Test
  void aTrustStoreWithoutItsPasswordIsSaidToBeEmpty() {
    Iso8583ActivationSpec spec = withClientCertificates();
    spec.setTlsTruststorePassword(null);

    assertThatThrownBy(() -> container.activate(spec))
        .hasMessageContaining("OP-1101")
        .hasMessageContaining("holds no certificate");
  }
}

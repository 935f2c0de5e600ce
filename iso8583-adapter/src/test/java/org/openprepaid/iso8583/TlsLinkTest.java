package org.openprepaid.iso8583;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openprepaid.iso8583.TestUpstream.Settings;

/** Links over TLS; the host wants a certificate of ours. */
class TlsLinkTest {
  @TempDir private static Path folder;

  private static TestCertificates certificates;
  private CapturedLog log;

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificates = new TestCertificates(folder);
    for (String name : List.of("host", "we", "stranger")) {
      certificates.make(name);
      certificates.trust(name);
    }
  }

  @BeforeEach
  void capture() {
    log = new CapturedLog();
  }

  @AfterEach
  void release() {
    log.close();
  }

  private static TestHost host() throws Exception {
    SSLContext context = certificates.context("host", "we");
    return new TestHost(
        new ServerSocketFactory() {
          @Override
          public ServerSocket createServerSocket(int port) {
            throw new UnsupportedOperationException();
          }

          @Override
          public ServerSocket createServerSocket(int port, int backlog) {
            throw new UnsupportedOperationException();
          }

          @Override
          public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
              throws IOException {
            SSLServerSocket socket =
                (SSLServerSocket)
                    context.getServerSocketFactory().createServerSocket(port, backlog, address);
            socket.setNeedClientAuth(true);
            return socket;
          }
        },
        0);
  }

  private static TlsSettings tls(String own, String trusted) {
    return new TlsSettings(
        own == null ? null : Path.of(certificates.store(own)),
        TestCertificates.PASSWORD,
        Path.of(certificates.store("trust-" + trusted)),
        TestCertificates.PASSWORD,
        List.of("TLSv1.2", "TLSv1.3"));
  }

  @Test
  void requestsTravelWhenBothSidesKnowEachOther() throws Exception {
    try (TestHost host = host()) {
      Settings settings = new Settings(host);
      settings.tls = tls("we", "host");
      try (TestUpstream upstream = TestUpstream.signedOn(settings.build())) {
        CompletionStage<IsoAnswer> answer = upstream.send(TestUpstream.purchase(1));
        host.next().answer();

        assertThat(TestUpstream.answer(answer).fields().text(39)).isEqualTo("00");
      }
      assertThat(host.networkMessages).containsExactly("001", "002");
    }
  }

  @Test
  void aHostThatIsNotTrustedGetsNothing() throws Exception {
    refused(tls("we", "stranger"), List.of());
  }

  @Test
  void aHostRefusesUsWithoutOrWithAnotherCertificate() throws Exception {
    // TLS 1.3 lets us begin before the host has looked at ours
    refused(tls(null, "host"), List.of("001"));
    refused(tls("stranger", "host"), List.of("001"));
  }

  private static void refused(TlsSettings tls, List<String> mayArrive) throws Exception {
    try (TestHost host = host()) {
      Settings settings = new Settings(host);
      settings.tls = tls;
      try (TestUpstream upstream = new TestUpstream(settings.build())) {
        upstream.listen(new TestListener());
        Waiting.until(() -> upstream.statistics().getReconnects() >= 2);

        assertThat(upstream.status().signedOn()).isZero();
        assertThat(mayArrive).containsAll(host.networkMessages);
      }
    }
  }

  @Test
  void theCertificateMustBearTheNameUnlessSettingsSayOtherwise() throws Exception {
    try (TestHost host = host()) {
      // the certificate is for 127.0.0.1
      Settings settings =
          new Settings(List.of(new UpstreamSettings.Address("localhost", host.port())));
      settings.tls = tls("we", "host");
      try (TestUpstream upstream = new TestUpstream(settings.build())) {
        upstream.listen(new TestListener());
        Waiting.until(() -> log.text().contains("OP-1112"));
        assertThat(upstream.status().isUp()).isFalse();
      }
      settings.verifyName = false;
      try (TestUpstream upstream = TestUpstream.signedOn(settings.build())) {
        assertThat(upstream.status().isUp()).isTrue();
      }
    }
  }

  @Test
  void aLinkLostUnderTlsLeavesItsRequestsInDoubt() throws Exception {
    try (TestHost host = host()) {
      Settings settings = new Settings(host);
      settings.tls = tls("we", "host");
      try (TestUpstream upstream = TestUpstream.signedOn(settings.build())) {
        CompletionStage<IsoAnswer> answer = upstream.send(TestUpstream.purchase(1));
        host.next().link().close();

        assertThat(TestUpstream.failure(answer)).isInstanceOf(NoAnswerException.class);
      }
    }
  }
}

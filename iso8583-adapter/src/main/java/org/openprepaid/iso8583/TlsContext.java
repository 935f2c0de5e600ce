package org.openprepaid.iso8583;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/** Makes the TLS context of an endpoint or of a host from its key store and trust store. */
final class TlsContext {
  private TlsContext() {}

  /**
   * @throws InvalidSettingException when a store cannot be opened or holds no key
   */
  static SslContext of(TlsSettings settings) {
    try {
      SslContextBuilder builder =
          SslContextBuilder.forServer(keys(settings))
              .sslProvider(SslProvider.JDK)
              .protocols(settings.protocols());
      if (settings.truststore() != null) {
        builder.trustManager(trust(settings)).clientAuth(ClientAuth.REQUIRE);
      }
      return builder.build();
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new InvalidSettingException("tls", "cannot be set up: " + e, e);
    }
  }

  /**
   * The context of links to a host, which must show a certificate that the trust store knows.
   *
   * @throws InvalidSettingException when a store cannot be opened or holds nothing
   */
  static SslContext client(TlsSettings settings) {
    try {
      SslContextBuilder builder =
          SslContextBuilder.forClient()
              .sslProvider(SslProvider.JDK)
              .protocols(settings.protocols())
              .trustManager(trust(settings));
      if (settings.keystore() != null) {
        builder.keyManager(keys(settings));
      }
      return builder.build();
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new InvalidSettingException("tls", "cannot be set up: " + e, e);
    }
  }

  private static KeyManagerFactory keys(TlsSettings settings)
      throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    char[] password = settings.keystorePassword().toCharArray();
    keys.init(store(settings.keystore(), password), password);
    return keys;
  }

  private static TrustManagerFactory trust(TlsSettings settings)
      throws IOException, GeneralSecurityException {
    String password = settings.truststorePassword();
    KeyStore issuers =
        store(settings.truststore(), password == null ? null : password.toCharArray());
    // an empty store would refuse every peer with a message that does not say why
    if (issuers.size() == 0) {
      throw new InvalidSettingException(
          "tls.truststore", "holds no certificate (or its password is missing)");
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(issuers);
    return trust;
  }

  private static KeyStore store(Path file, char[] password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream input = Files.newInputStream(file)) {
      store.load(input, password);
    }
    return store;
  }
}

package org.openprepaid.iso8583;

import java.nio.file.Path;
import java.util.List;

/**
 * How connections are protected.
 *
 * @param keystore PKCS#12 with the own key and certificate chain; {@code null}: a client that shows
 *     none
 * @param truststore PKCS#12 with the issuers of the peers' certificates; {@code null}: clients need
 *     none
 * @param protocols {@code TLSv1.2}, {@code TLSv1.3}
 */
record TlsSettings(
    Path keystore,
    String keystorePassword,
    Path truststore,
    String truststorePassword,
    List<String> protocols) {
  static final String PROTOCOLS = "TLSv1.2,TLSv1.3";

  /** Without the passwords. */
  @Override
  public String toString() {
    return "TLS " + protocols + " keystore " + keystore + " truststore " + truststore;
  }
}

package org.openprepaid.iso8583;

import java.nio.file.Path;
import java.util.List;

/**
 * How connections are protected.
 *
 * @param keystore PKCS#12 with the server's key and certificate chain
 * @param truststore PKCS#12 with the issuers of the terminals' certificates; {@code null}:
 *     terminals need none
 * @param protocols {@code TLSv1.2}, {@code TLSv1.3}
 */
record TlsSettings(
    Path keystore,
    String keystorePassword,
    Path truststore,
    String truststorePassword,
    List<String> protocols) {

  /** Without the passwords. */
  @Override
  public String toString() {
    return "TLS " + protocols + " keystore " + keystore + " truststore " + truststore;
  }
}

package org.openprepaid.iso8583;

import java.nio.file.Path;
import java.time.Duration;

/**
 * All that one endpoint is started with, checked. Each value comes from the activation, else from
 * {@link SettingsSource} under the activation's prefix, else it is the default.
 *
 * @param port TCP port, 0 for any free one
 * @param workers threads of the container that call the application
 * @param ioThreads threads that serve all sockets
 * @param tls {@code null}: no TLS
 */
record EndpointSettings(
    String host,
    int port,
    Profile profile,
    int workers,
    int ioThreads,
    Limits limits,
    Timeouts timeouts,
    TlsSettings tls) {

  /**
   * @param maxFrame bytes of one frame, without its length
   * @param maxConnections connections in all
   * @param maxConnectionsPerAddress connections from one IP address
   * @param maxInFlight requests taken and not yet answered, in all
   * @param maxInFlightPerConnection the same, on one connection
   */
  record Limits(
      int maxFrame,
      int maxConnections,
      int maxConnectionsPerAddress,
      int maxInFlight,
      int maxInFlightPerConnection) {}

  /**
   * @param idle without a request: the connection is closed
   * @param frame from a frame's first byte to its last, of a TLS handshake, and of a peer that does
   *     not read its replies
   * @param reply for the application to answer
   * @param drain for open requests to be answered when the endpoint stops
   */
  record Timeouts(Duration idle, Duration frame, Duration reply, Duration drain) {}

  /**
   * @throws InvalidSettingException naming the setting that is wrong
   */
  static EndpointSettings of(Iso8583ActivationSpec spec, SettingsSource source) {
    SettingsReader reader = new SettingsReader(spec.getSettings(), source);
    Profile profile = reader.profile(spec.getProfile(), spec.getProfileFile(), "cup");
    Limits limits =
        new Limits(
            reader.number("max-frame", spec.getMaxFrame(), 4096, 32, 65_535),
            reader.number("max-connections", spec.getMaxConnections(), 12_000, 1, 1_000_000),
            reader.number(
                "max-connections-per-address",
                spec.getMaxConnectionsPerAddress(),
                12_000,
                1,
                1_000_000),
            reader.number("max-in-flight", spec.getMaxInFlight(), 4000, 1, 100_000),
            reader.number(
                "max-in-flight-per-connection",
                spec.getMaxInFlightPerConnection(),
                500,
                1,
                100_000));
    Timeouts timeouts =
        new Timeouts(
            reader.seconds("idle-timeout", spec.getIdleTimeout(), 3600),
            reader.seconds("frame-timeout", spec.getFrameTimeout(), 10),
            reader.seconds("reply-timeout", spec.getReplyTimeout(), 60),
            reader.seconds("drain-timeout", spec.getDrainTimeout(), 10));
    return new EndpointSettings(
        reader.text("host", spec.getHost(), "0.0.0.0"),
        reader.number("port", spec.getPort(), 8583, 0, 65_535),
        profile,
        reader.number("workers", spec.getWorkers(), 4, 1, 64),
        reader.number("io-threads", spec.getIoThreads(), 2, 1, 64),
        limits,
        timeouts,
        tls(spec, reader));
  }

  private static TlsSettings tls(Iso8583ActivationSpec spec, SettingsReader reader) {
    if (!reader.either("tls", spec.getTls(), "on", "off", false)) {
      return null;
    }
    return new TlsSettings(
        Path.of(reader.required("tls.keystore", spec.getTlsKeystore())),
        reader.required("tls.keystore-password", spec.getTlsKeystorePassword()),
        reader.optional("tls.truststore", spec.getTlsTruststore()).map(Path::of).orElse(null),
        reader.optional("tls.truststore-password", spec.getTlsTruststorePassword()).orElse(null),
        SettingsReader.protocols(
            reader.text("tls.protocols", spec.getTlsProtocols(), TlsSettings.PROTOCOLS)));
  }
}

package org.openprepaid.iso8583;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * All that the links to one host are made with, checked; {@code docs/settings.md} has the table.
 *
 * @param addresses {@code host:port} each; empty: there are no links
 * @param links how many there are to be, spread over the addresses
 * @param signOn whether a link must sign on before it takes requests
 * @param tls {@code null}: no TLS
 * @param verifyName whether the host's certificate must bear the name or address connected to
 */
record UpstreamSettings(
    List<Address> addresses,
    int links,
    Profile profile,
    boolean signOn,
    Limits limits,
    Timeouts timeouts,
    TlsSettings tls,
    boolean verifyName) {
  static final String PREFIX = "openprepaid.upstream.";

  private static final int MOST_ADDRESSES = 16;
  private static final int MOST_LINKS = 64;
  private static final int DAY_SECONDS = 86_400;

  /** Where one link goes. */
  record Address(String host, int port) {
    @Override
    public String toString() {
      return host + ':' + port;
    }
  }

  /**
   * @param maxFrame bytes of one frame, without its length
   * @param maxInFlight requests sent and not yet answered, on one link
   * @param maxWaiting requests not yet sent
   * @param maxHostRequests requests of the host taken and not yet answered
   */
  record Limits(int maxFrame, int maxInFlight, int maxWaiting, int maxHostRequests) {}

  /**
   * @param connect for a connection and its TLS handshake
   * @param reconnectMin least pause before a link is made again
   * @param reconnectMax greatest pause
   * @param echo nothing received for so long: an echo is sent
   * @param network for the answer to a network message, for a frame to be completed, and for the
   *     host to read what is sent
   * @param unsent longest time that a request waits unsent
   * @param reply for the application to answer a request of the host
   * @param drain for requests in flight when the connection closes
   */
  record Timeouts(
      Duration connect,
      Duration reconnectMin,
      Duration reconnectMax,
      Duration echo,
      Duration network,
      Duration unsent,
      Duration reply,
      Duration drain) {}

  /**
   * Reads {@code openprepaid.upstream.<host>.*}.
   *
   * @throws InvalidSettingException naming the setting that is wrong
   */
  static UpstreamSettings of(String host, SettingsSource source) {
    SettingsReader reader = new SettingsReader(PREFIX + host, source);
    List<Address> addresses = addresses(reader);
    int asMany = Math.max(1, addresses.size());
    int links = reader.number("links", null, asMany, 1, MOST_LINKS);
    UpstreamSettings settings =
        new UpstreamSettings(
            addresses,
            addresses.isEmpty() ? 0 : links,
            reader.profile(null, null, "iso87-ascii"),
            reader.either("sign-on", null, "yes", "no", true),
            new Limits(
                reader.number("max-frame", null, 4096, 32, 65_535),
                reader.number("max-in-flight", null, 1000, 1, 100_000),
                reader.number("max-waiting", null, 2000, 0, 100_000),
                reader.number("max-host-requests", null, 500, 1, 100_000)),
            timeouts(reader),
            tls(reader),
            reader.either("tls.verify-name", null, "yes", "no", true));
    if (settings.profile().tpduBytes() > 0) {
      throw reader.wrong("profile", "has a TPDU: it is for terminals, not for hosts");
    }
    return settings;
  }

  private static Timeouts timeouts(SettingsReader reader) {
    Duration least = Duration.ofMillis(reader.number("reconnect-min-ms", null, 500, 1, 60_000));
    Duration most = Duration.ofSeconds(reader.number("reconnect-max", null, 30, 1, 3600));
    if (most.compareTo(least) < 0) {
      throw reader.wrong("reconnect-max", "must not be less than reconnect-min-ms");
    }
    return new Timeouts(
        Duration.ofSeconds(reader.number("connect-timeout", null, 5, 1, 300)),
        least,
        most,
        Duration.ofSeconds(reader.number("echo-interval", null, 60, 1, DAY_SECONDS)),
        Duration.ofSeconds(reader.number("network-timeout", null, 10, 1, 300)),
        Duration.ofSeconds(reader.number("max-wait", null, 2, 1, 300)),
        Duration.ofSeconds(reader.number("reply-timeout", null, 60, 1, 3600)),
        Duration.ofSeconds(reader.number("drain-timeout", null, 10, 1, 300)));
  }

  private static List<Address> addresses(SettingsReader reader) {
    List<Address> addresses = new ArrayList<>();
    for (String text : reader.text("addresses", null, "").split(",", -1)) {
      if (!text.isBlank()) {
        addresses.add(address(reader, text.strip()));
      }
    }
    if (addresses.size() > MOST_ADDRESSES) {
      throw reader.wrong("addresses", "must be " + MOST_ADDRESSES + " at most");
    }
    return List.copyOf(addresses);
  }

  private static Address address(SettingsReader reader, String text) {
    int colon = text.lastIndexOf(':');
    String host = text.substring(0, Math.max(0, colon));
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (!host.isBlank() && port >= 1 && port <= 65_535) {
        return new Address(host, port);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw reader.wrong("addresses", "must be host:port, separated by commas; is " + text);
  }

  private static TlsSettings tls(SettingsReader reader) {
    if (!reader.either("tls", null, "on", "off", false)) {
      return null;
    }
    String keystore = reader.optional("tls.keystore", null).orElse(null);
    return new TlsSettings(
        keystore == null ? null : Path.of(keystore),
        keystore == null ? null : reader.required("tls.keystore-password", null),
        Path.of(reader.required("tls.truststore", null)),
        reader.optional("tls.truststore-password", null).orElse(null),
        SettingsReader.protocols(reader.text("tls.protocols", null, TlsSettings.PROTOCOLS)));
  }
}

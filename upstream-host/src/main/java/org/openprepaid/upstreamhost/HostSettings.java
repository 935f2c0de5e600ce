package org.openprepaid.upstreamhost;

import java.nio.file.Path;
import org.openprepaid.upstreamhost.desk.HostManner;
import org.openprepaid.upstreamhost.sample.UpstreamSample;

/**
 * How a host is set up.
 *
 * @param sample who it is, its keys and cards
 * @param journal the file that its transactions are kept in
 * @param address where it listens
 * @param port 0 for any
 * @param manner how it works
 * @param rules by which it misbehaves, as {@link org.openprepaid.upstreamhost.misbehave.Script#add}
 *     reads them
 */
public record HostSettings(
    UpstreamSample sample,
    Path journal,
    String address,
    int port,
    HostManner manner,
    String rules) {
  private static final int REMEMBERED = 300_000;

  /** A host on this machine at any free port that behaves. */
  public static HostSettings of(UpstreamSample sample, Path journal) {
    HostManner manner = new HostManner(false, 0, 1, REMEMBERED);
    return new HostSettings(sample, journal, "127.0.0.1", 0, manner, "");
  }

  public HostSettings at(String otherAddress, int otherPort) {
    return new HostSettings(sample, journal, otherAddress, otherPort, manner, rules);
  }

  public HostSettings misbehaving(String otherRules) {
    return new HostSettings(sample, journal, address, port, manner, otherRules);
  }

  /** Every card number is one of unlimited balance. */
  public HostSettings withAnyCard(boolean anyCard) {
    HostManner other =
        new HostManner(anyCard, manner.delayMillis(), manner.seed(), manner.remembered());
    return new HostSettings(sample, journal, address, port, other, rules);
  }

  /** Every answer takes so long. */
  public HostSettings withDelay(long millis) {
    HostManner other = new HostManner(manner.anyCard(), millis, manner.seed(), manner.remembered());
    return new HostSettings(sample, journal, address, port, other, rules);
  }

  /** What happens by chance happens by this one. */
  public HostSettings withSeed(long seed) {
    HostManner other =
        new HostManner(manner.anyCard(), manner.delayMillis(), seed, manner.remembered());
    return new HostSettings(sample, journal, address, port, other, rules);
  }
}

package org.openprepaid.upstreamhost.desk;

import org.openprepaid.upstreamhost.HostException;
import org.openprepaid.upstreamhost.journal.JournalWriter;
import org.openprepaid.upstreamhost.key.KeyType;
import org.openprepaid.upstreamhost.key.Tdes;
import org.openprepaid.upstreamhost.key.Zone;
import org.openprepaid.upstreamhost.network.NetworkAnswer;
import org.openprepaid.upstreamhost.network.NetworkDesk;
import org.openprepaid.upstreamhost.network.NetworkRequest;
import org.openprepaid.upstreamhost.wire.Link;
import org.openprepaid.upstreamhost.wire.ReceivedMessage;

/** Gives the acquirer a new working key: 0800 with 70=101, the key in its block under the ZMK. */
public final class KeyExchange {
  private final NetworkDesk network;
  private final Zone zone;
  private final JournalWriter journal;

  KeyExchange(NetworkDesk network, Zone zone, JournalWriter journal) {
    this.network = network;
    this.zone = zone;
    this.journal = journal;
  }

  /**
   * Changes a key; one change at a time.
   *
   * @return the new key's check value
   * @throws HostException {@code OP-1987} when the acquirer does not answer in time, or refuses
   */
  synchronized String change(KeyType type, Link link, long timeoutMillis) {
    Tdes key = Tdes.random();
    String block = type.wrap(zone.zmk(), key);
    // a message under the new key may overtake the answer on another link
    zone.key(type).offer(key);
    NetworkRequest offer =
        NetworkRequest.of("0800").with(70, "101").with(48, type.name() + key.checkValue() + block);
    NetworkAnswer answer =
        network.send(link, offer, timeoutMillis, came -> accepted(came, type, key, block));
    if (!"00".equals(answer.responseCode())) {
      throw new HostException(
          "OP-1987", "the acquirer refuses the key with " + answer.responseCode());
    }
    return key.checkValue();
  }

  private void accepted(ReceivedMessage answer, KeyType type, Tdes key, String block) {
    if ("00".equals(answer.text(39))) {
      journal.key(type, key.checkValue(), block);
      zone.key(type).change(key);
    }
  }
}

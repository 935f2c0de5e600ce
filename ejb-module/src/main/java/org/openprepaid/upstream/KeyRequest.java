package org.openprepaid.upstream;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.CompletionStage;
import org.openprepaid.id.TraceNumbers;
import org.openprepaid.iso8583.IsoFields;

/**
 * Asks a host for a new working key (0820, 70 = 101). It answers that it will send one; the key
 * itself comes as a message of its own, which {@link KeyChange} takes in.
 */
final class KeyRequest {
  private final HostLinks links;
  private final TraceNumbers traces;
  private final Duration patience;
  private final Clock clock;

  KeyRequest(HostLinks links, TraceNumbers traces, Duration patience, Clock clock) {
    this.links = links;
    this.traces = traces;
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * @param type {@code ZPK} or {@code ZAK}
   * @return element 39 of the host's answer; the stage fails when there is none
   */
  CompletionStage<String> send(UpstreamHost host, String type) {
    LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    IsoFields message =
        new IsoFields("0820")
            .set(7, Elements.monthToSecond(now))
            .set(11, Elements.number(traces.next(), 6))
            .set(48, type)
            .set(70, KeyChange.CODE);
    return links
        .sendPlain(host, message, patience)
        .thenApply(answer -> String.valueOf(answer.fields().text(39)));
  }
}

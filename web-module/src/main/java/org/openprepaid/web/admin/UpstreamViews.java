package org.openprepaid.web.admin;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.openprepaid.transaction.Rrn;
import org.openprepaid.upstream.StrayLog;
import org.openprepaid.upstream.UpstreamSight;

/** Upstream hosts as the admin REST shows them. */
public final class UpstreamViews {
  private UpstreamViews() {}

  /** All hosts. */
  public record Hosts(List<Host> hosts) {
    static Hosts of(Map<String, UpstreamSight.HostState> states) {
      return new Hosts(
          states.entrySet().stream()
              .map(entry -> Host.of(entry.getKey(), entry.getValue()))
              .toList());
    }
  }

  /**
   * One host and its links.
   *
   * @param up whether a request sent now would leave
   */
  public record Host(String name, boolean up, int links, int signedOn, int inFlight, int waiting) {
    static Host of(String name, UpstreamSight.HostState state) {
      return new Host(
          name,
          state.signedOn() > 0,
          state.links(),
          state.signedOn(),
          state.inFlight(),
          state.waiting());
    }
  }

  /**
   * A page of messages that were not posted.
   *
   * @param next what to pass as {@code before} for the next page; absent on the last one
   */
  public record Strays(List<StrayMessage> strays, String next) {
    static Strays of(List<StrayLog.Entry> found, int limit) {
      List<StrayLog.Entry> page = found.subList(0, Math.min(limit, found.size()));
      boolean more = found.size() > limit;
      return new Strays(
          page.stream().map(StrayMessage::of).toList(),
          more ? String.valueOf(page.get(page.size() - 1).id()) : null);
    }
  }

  /**
   * A message that was not posted.
   *
   * @param rrn the transaction it may be about; absent when it is about none
   * @param message masked
   */
  public record StrayMessage(
      String id, String host, String rrn, String why, String message, String receivedAt) {
    static StrayMessage of(StrayLog.Entry entry) {
      return new StrayMessage(
          String.valueOf(entry.id()),
          entry.host(),
          entry.transactionId() == 0 ? null : new Rrn(entry.transactionId()).toString(),
          entry.why(),
          entry.message(),
          entry.receivedAt().toInstant(ZoneOffset.UTC).toString());
    }
  }

  /**
   * What a host said when it was asked for a key.
   *
   * @param responseCode {@code 00}: it sends one
   */
  public record KeyAsked(String host, String type, String responseCode) {}
}

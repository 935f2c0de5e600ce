package org.openprepaid.acquiring;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Tag;
import org.openprepaid.transaction.ResponseCode;

/** What the ISO 8583 edge counts, as MicroProfile Metrics. */
final class AcquiringCounters {
  static final String REQUESTS = "openprepaid_acquiring_requests";
  static final String IGNORED = "openprepaid_acquiring_ignored";
  static final String MAC_FAILURES = "openprepaid_acquiring_mac_failures";
  static final String REPLIES = "openprepaid_acquiring_replies";

  private final Counter requests;
  private final Counter ignored;
  private final Counter macFailures;
  private final Map<ResponseCode, Counter> replies = new EnumMap<>(ResponseCode.class);

  /**
   * @param register makes, or finds, the counter of a name and its tags
   */
  AcquiringCounters(BiFunction<String, Tag[], Counter> register) {
    Tag[] none = {};
    requests = register.apply(REQUESTS, none);
    ignored = register.apply(IGNORED, none);
    macFailures = register.apply(MAC_FAILURES, none);
    for (ResponseCode code : ResponseCode.values()) {
      replies.put(code, register.apply(REPLIES, new Tag[] {new Tag("code", code.code())}));
    }
  }

  void request() {
    requests.inc();
  }

  /** A message that is no request: a reply that strayed here, or an unreadable type. */
  void ignored() {
    ignored.inc();
  }

  void macFailure() {
    macFailures.inc();
  }

  void reply(ResponseCode code) {
    replies.get(code).inc();
  }
}

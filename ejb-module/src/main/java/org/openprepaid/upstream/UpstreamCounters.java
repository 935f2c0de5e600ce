package org.openprepaid.upstream;

import java.time.Duration;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** What passes between us and the hosts, as MicroProfile Metrics tagged with the host. */
final class UpstreamCounters {
  private static final String PREFIX = "openprepaid_upstream_";

  private final MetricRegistry metrics;

  UpstreamCounters(MetricRegistry metrics) {
    this.metrics = metrics;
  }

  void asked(String host) {
    count("requests", host);
  }

  /** Answered or given up. */
  void answered(String host, long nanos) {
    metrics.timer(PREFIX + "answer_time", new Tag("host", host)).update(Duration.ofNanos(nanos));
  }

  void unsent(String host) {
    count("unsent", host);
  }

  void unanswered(String host) {
    count("unanswered", host);
  }

  void unusable(String host, Stray.Why why) {
    metrics.counter(PREFIX + "unusable", new Tag("host", host), new Tag("why", why.name())).inc();
  }

  /** A request of the host's own, and what it was answered. */
  void served(String host, String code) {
    metrics.counter(PREFIX + "served", new Tag("host", host), new Tag("code", code)).inc();
  }

  /** Left behind by a crash, or by a database that was away. */
  void resolved(String host) {
    count("resolved", host);
  }

  private void count(String what, String host) {
    metrics.counter(PREFIX + what, new Tag("host", host)).inc();
  }
}

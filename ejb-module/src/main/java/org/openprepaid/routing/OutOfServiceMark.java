package org.openprepaid.routing;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Says that a host is not to be asked.
 *
 * @param host its name
 * @param since when it was set, UTC, whole seconds
 * @param by the operator who set it
 * @param reason 1 to {@value #MAX_REASON} characters, for people
 * @param until when it ends by itself, the institution's time; {@code null}: when somebody says so
 */
public record OutOfServiceMark(
    String host, LocalDateTime since, String by, String reason, LocalDateTime until)
    implements RoutingEntry {
  /** Bound of a reason. */
  public static final int MAX_REASON = 200;

  public OutOfServiceMark {
    Notation.requireName(host, "a host's name");
    Notation.requireTitle(reason, "a reason", MAX_REASON);
    since = since.truncatedTo(ChronoUnit.SECONDS);
    until = until == null ? null : until.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Whether it keeps requests of this moment (the institution's time) from the host. */
  boolean holdsAt(LocalDateTime at) {
    return until == null || at.isBefore(until);
  }

  @Override
  public Kind kind() {
    return Kind.MARK;
  }

  @Override
  public String key() {
    return host;
  }

  @Override
  public String notation() {
    return Notation.of("host", host, "since", since, "by", by, "until", until, "reason", reason);
  }

  static OutOfServiceMark parse(String notation) {
    List<String> values = Notation.values(notation, "host", "since", "by", "until", "reason");
    LocalDateTime since = Notation.read(values.get(1), LocalDateTime::parse);
    Notation.require(since != null, "a mark has a beginning");
    return new OutOfServiceMark(
        values.get(0),
        since,
        values.get(2),
        values.get(4),
        Notation.read(values.get(3), LocalDateTime::parse));
  }
}

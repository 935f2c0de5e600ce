package org.openprepaid.transaction;

import java.time.LocalDateTime;
import java.util.Objects;

/**
 * One message to an upstream host, as both sides name it.
 *
 * @param host the host's name
 * @param mti its message type, four digits (element 90 of what follows names it)
 * @param trace element 11
 * @param at element 7: UTC, whole seconds
 */
public record Transmission(String host, String mti, int trace, LocalDateTime at) {

  public Transmission {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(mti, "mti");
    Objects.requireNonNull(at, "at");
  }

  /** The same message to another host. */
  Transmission to(String otherHost) {
    return new Transmission(otherHost, mti, trace, at);
  }
}

package org.openprepaid.transaction;

import java.util.Objects;

/**
 * What makes a request the same request when it comes again: one effect per key.
 *
 * @param value 1 to 64 ASCII characters, unique over all channels
 */
public record RequestKey(String value) implements Comparable<RequestKey> {
  private static final int MAX_LENGTH = 64;

  public RequestKey {
    Objects.requireNonNull(value, "value");
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a request key has 1 to 64 characters");
    }
  }

  /** The key of a terminal's request: terminal, batch and trace (rule 3 of the architecture). */
  public static RequestKey ofTerminal(String terminalId, int batchNumber, int trace) {
    return new RequestKey("T/" + terminalId + "/" + batchNumber + "/" + trace);
  }

  /** The key of a request that a program makes: its kind and an id that the program chose. */
  public static RequestKey of(Channel channel, String id) {
    return new RequestKey(channel.name().charAt(0) + "/" + id);
  }

  /**
   * The key of a message from an upstream host: who sent it, its transmission time (MMDDhhmmss) and
   * its trace number, as its originator set them.
   *
   * @param acquirer element 32, at most 11 digits
   */
  public static RequestKey ofNetwork(
      String host, String acquirer, String transmittedAt, int trace) {
    return new RequestKey("N/" + host + "/" + acquirer + "/" + transmittedAt + "/" + trace);
  }

  /** The key of the reversal of this request: terminals reuse the original's trace for it. */
  public RequestKey ofReversal() {
    return new RequestKey(value + "/R");
  }

  @Override
  public int compareTo(RequestKey other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

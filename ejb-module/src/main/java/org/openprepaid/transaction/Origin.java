package org.openprepaid.transaction;

import java.time.LocalDateTime;
import java.util.Objects;

/**
 * Who asks, from where, and with what: the part that every request has.
 *
 * @param key what a repeat is recognised by
 * @param channel the door it came through
 * @param merchantId the card acceptor, 15 characters, or empty when the institution itself asks
 * @param terminalId the terminal, 8 characters, or empty outside the POS channel
 * @param batchNumber the terminal batch, 0 outside the POS channel
 * @param trace the terminal's trace number (STAN), 0 outside the POS channel
 * @param localTime the asker's own clock
 * @param network the upstream host that asks, or {@code null}
 * @param evidence the masked message as it came, at most 500 ASCII characters, kept for the
 *     transaction's story
 */
public record Origin(
    RequestKey key,
    Channel channel,
    String merchantId,
    String terminalId,
    int batchNumber,
    int trace,
    LocalDateTime localTime,
    String network,
    String evidence) {
  public static final int MAX_EVIDENCE = 500;

  public Origin {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(merchantId, "merchantId");
    Objects.requireNonNull(terminalId, "terminalId");
    Objects.requireNonNull(localTime, "localTime");
    evidence =
        evidence.length() <= MAX_EVIDENCE
            ? evidence
            : evidence.substring(0, MAX_EVIDENCE - 1) + "~";
  }

  /** Who asks without a network between. */
  public Origin(
      RequestKey key,
      Channel channel,
      String merchantId,
      String terminalId,
      int batchNumber,
      int trace,
      LocalDateTime localTime,
      String evidence) {
    this(key, channel, merchantId, terminalId, batchNumber, trace, localTime, null, evidence);
  }

  /** Whether a terminal of our own asks. */
  public boolean isFromTerminal() {
    return network == null && !terminalId.isEmpty();
  }
}

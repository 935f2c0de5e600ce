package org.openprepaid.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Something that somebody did or was refused, as a link of the chain.
 *
 * @param sequence 1, 2, 3 … without a gap
 * @param occurredAt UTC, to the microsecond
 * @param actor who: an operator's name, two of them with a {@code +}, or {@code system}; at most 81
 *     ASCII characters
 * @param action what, at most 40 ASCII characters
 * @param subject to what, at most 80 ASCII characters; card numbers only masked
 * @param outcome how it ended, at most 16 ASCII characters
 * @param detail at most 500 characters, never a secret
 */
public record AuditEvent(
    long sequence,
    LocalDateTime occurredAt,
    String actor,
    String action,
    String subject,
    String outcome,
    String detail) {
  /** Length of a hash in bytes. */
  public static final int HASH_BYTES = 32;

  private static final int MAX_ACTOR = 81;
  private static final int MAX_ACTION = 40;
  private static final int MAX_SUBJECT = 80;
  private static final int MAX_OUTCOME = 16;
  private static final int MAX_DETAIL = 500;

  public AuditEvent {
    occurredAt = occurredAt.truncatedTo(ChronoUnit.MICROS);
    actor = fitted(actor, MAX_ACTOR);
    action = fitted(action, MAX_ACTION);
    subject = fitted(subject, MAX_SUBJECT);
    outcome = fitted(outcome, MAX_OUTCOME);
    detail = fitted(detail, MAX_DETAIL);
  }

  /**
   * SHA-256 over the previous link's hash and this event, each part led by its length, so that no
   * two events write the same bytes.
   */
  public byte[] hash(byte[] previousHash) {
    MessageDigest digest = sha256();
    digest.update(previousHash);
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(sequence).flip());
    for (String part :
        new String[] {occurredAt.toString(), actor, action, subject, outcome, detail}) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
      digest.update(bytes);
    }
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("OP-1608 the Java platform lacks SHA-256", e);
    }
  }

  /** Cuts to the column and replaces what an ASCII column would change behind the hash's back. */
  private static String fitted(String text, int max) {
    String ascii = text.replaceAll("[^\\x20-\\x7e]", "?");
    return ascii.length() <= max ? ascii : ascii.substring(0, max);
  }
}

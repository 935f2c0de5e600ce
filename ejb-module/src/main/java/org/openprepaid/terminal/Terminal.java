package org.openprepaid.terminal;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import org.openprepaid.key.KeyOwner;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.KeyType;

/**
 * A POS terminal as staff know it: whose it is and whether it may work. Its master key (TMK) is in
 * the key vault, under {@code TERMINAL/} and its id.
 *
 * <p>The batch columns are written here once; from then on only settlement moves them, under a row
 * lock, and an edit of the master data must not take them back.
 */
@Entity
@Table(name = "terminal")
@Access(AccessType.FIELD)
@NamedQuery(
    name = "Terminal.byTerminalId",
    query = "select t from Terminal t where t.terminalId = :terminalId")
public class Terminal {
  /** Length of a terminal's public id, as ISO 8583 carries it. */
  public static final int ID_LENGTH = 8;

  /** The number of a terminal's first batch. */
  public static final int FIRST_BATCH = 1;

  @Id private long id;

  @Column(name = "terminal_id", updatable = false)
  private String terminalId;

  @Column(name = "merchant_pk")
  private long merchantPk;

  private boolean active;

  @Column(name = "batch_number", updatable = false)
  private int batchNumber;

  @Enumerated(EnumType.STRING)
  @Column(name = "batch_status", updatable = false)
  private BatchStatus batchStatus;

  /** For the persistence provider. */
  protected Terminal() {}

  /**
   * @param terminalId 8 letters and digits
   * @param merchantPk the merchant's row
   */
  Terminal(long id, String terminalId, long merchantPk) {
    require(isTerminalId(terminalId), "a terminal id has 8 letters and digits");
    this.id = id;
    this.terminalId = terminalId;
    this.merchantPk = merchantPk;
    this.active = true;
    this.batchNumber = FIRST_BATCH;
    this.batchStatus = BatchStatus.OPEN;
  }

  /**
   * @throws IllegalArgumentException OP-1206 when the key is no master key of this terminal
   */
  void requireMasterKey(KeyRef key) {
    require(
        key.type() == KeyType.TMK && key.owner().equals(KeyOwner.terminal(terminalId)),
        "a terminal has a terminal master key of its own");
  }

  private static void require(boolean condition, String rule) {
    if (!condition) {
      throw new IllegalArgumentException("OP-1206 " + rule);
    }
  }

  /** Whether a text can be a terminal's id: 8 ASCII letters and digits. */
  public static boolean isTerminalId(String text) {
    if (text.length() != ID_LENGTH) {
      return false;
    }
    for (int i = 0; i < ID_LENGTH; i++) {
      char c = text.charAt(i);
      if (c >= 128 || !Character.isLetterOrDigit(c)) {
        return false;
      }
    }
    return true;
  }

  /** The number of the row. */
  public long id() {
    return id;
  }

  /** The public id, 8 characters. */
  public String terminalId() {
    return terminalId;
  }

  /** The merchant's row. */
  public long merchantPk() {
    return merchantPk;
  }

  /** An inactive terminal may neither sign in nor trade. */
  public boolean isActive() {
    return active;
  }

  public void activate(boolean on) {
    active = on;
  }

  /** The batch when this was read; another transaction may have closed it since. */
  public int batchNumber() {
    return batchNumber;
  }

  public BatchStatus batchStatus() {
    return batchStatus;
  }
}

package org.openprepaid.softpos.pos;

/**
 * Faults that a test orders for what the terminal sends next. Each works once and is then
 * forgotten. They touch only messages with a MAC: transactions and reversals.
 */
public final class Faults {
  private int repliesToDrop;
  private boolean wrongMac;
  private int otherBatch;
  private boolean damagedReply;

  Faults() {}

  /** The next replies arrive at the terminal's door and are thrown away, as if the line broke. */
  public void dropReplies(int count) {
    repliesToDrop = count;
  }

  /** As {@link #dropReplies} for one. */
  public void dropReply() {
    dropReplies(1);
  }

  /** The next request goes out with a MAC that is not its own. */
  public void wrongMac() {
    wrongMac = true;
  }

  /** The next reply is taken as if one bit of its MAC had been turned over on the line. */
  public void damageReply() {
    damagedReply = true;
  }

  /**
   * The next transaction names this batch.
   *
   * @param batch 1 to 999999
   */
  public void batch(int batch) {
    otherBatch = batch;
  }

  boolean takeDrop() {
    boolean drop = repliesToDrop > 0;
    if (drop) {
      repliesToDrop--;
    }
    return drop;
  }

  boolean takeWrongMac() {
    boolean taken = wrongMac;
    wrongMac = false;
    return taken;
  }

  boolean takeDamage() {
    boolean taken = damagedReply;
    damagedReply = false;
    return taken;
  }

  int takeBatch(int realBatch) {
    int taken = otherBatch == 0 ? realBatch : otherBatch;
    otherBatch = 0;
    return taken;
  }
}

package org.openprepaid.upstreamhost.book;

/** A booking, and what became of it. */
public final class Entry {
  private final Booking booking;
  private State state;
  private long refunded;

  Entry(Booking booking) {
    this.booking = booking;
    this.state = booking.isApproved() ? State.APPROVED : State.DECLINED;
  }

  public Booking booking() {
    return booking;
  }

  public State state() {
    return state;
  }

  /** In minor units. */
  public long refunded() {
    return refunded;
  }

  void become(State next) {
    state = next;
  }

  void refund(long amount) {
    refunded += amount;
  }
}

package org.openprepaid.upstreamhost.book;

/** What a card has, in minor units. */
final class Account {
  private final boolean unlimited;
  private long balance;
  private long held;

  Account(long balance, boolean unlimited) {
    this.balance = balance;
    this.unlimited = unlimited;
  }

  long balance() {
    return balance;
  }

  boolean affords(long amount) {
    return unlimited || balance - held >= amount;
  }

  void change(long balanceChange, long heldChange) {
    balance += balanceChange;
    held += heldChange;
  }

  long available() {
    return balance - held;
  }
}

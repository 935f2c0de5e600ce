package org.openprepaid.messaging;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.openprepaid.upstream.DebtTicket;

/** One host's debts in hand: those under way, and those that wait for one of them to end. */
final class HostLine {
  private final int maxInFlight;
  private final Deque<DebtTicket> waiting = new ArrayDeque<>();
  private int inFlight;

  HostLine(int maxInFlight) {
    this.maxInFlight = maxInFlight;
  }

  int inFlight() {
    return inFlight;
  }

  /** Takes a place under way; false when there is none. */
  boolean start() {
    if (inFlight >= maxInFlight) {
      return false;
    }
    inFlight++;
    return true;
  }

  void end() {
    inFlight--;
  }

  void queue(DebtTicket ticket) {
    waiting.add(ticket);
  }

  /** Those who may start now, taken out of the line. */
  List<DebtTicket> called() {
    List<DebtTicket> called = new ArrayList<>();
    while (!waiting.isEmpty() && called.size() < maxInFlight - inFlight) {
      called.add(waiting.poll());
    }
    return called;
  }
}

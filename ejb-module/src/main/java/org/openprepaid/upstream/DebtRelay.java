package org.openprepaid.upstream;

/** Brings what is owed on its way; rung when a host is owed something new. */
public interface DebtRelay {

  /**
   * Says that a debt was committed, so that it need not wait for the relay's own round. Never waits
   * and never fails: without it the debt leaves a second later.
   */
  void wake();
}

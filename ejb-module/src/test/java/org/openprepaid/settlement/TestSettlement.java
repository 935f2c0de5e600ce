package org.openprepaid.settlement;

import org.openprepaid.terminal.TestDatabase;

/** Batch settlement on a test's database, for the tests of who uses it. */
public final class TestSettlement {
  private TestSettlement() {}

  public static BatchSettlement on(TestDatabase database) {
    return new BatchSettlement(database.source());
  }
}

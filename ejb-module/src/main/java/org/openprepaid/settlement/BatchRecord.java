package org.openprepaid.settlement;

import java.time.LocalDate;

/**
 * A terminal batch whose totals were presented.
 *
 * @param terminalId 8 characters
 * @param host the host's totals, counted in the terminal's way where that agrees
 */
record BatchRecord(
    String terminalId,
    int batchNumber,
    LocalDate businessDate,
    boolean closed,
    BatchResult result,
    BatchTotals terminal,
    BatchTotals host) {}

package org.openprepaid.upstream;

import java.time.LocalDateTime;

/**
 * How many debts to a host are in one state.
 *
 * @param oldest when the oldest of them arose, UTC
 */
public record DebtCount(
    String host, UpstreamDebt.Status status, long count, LocalDateTime oldest) {}

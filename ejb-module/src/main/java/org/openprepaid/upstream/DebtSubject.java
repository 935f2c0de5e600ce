package org.openprepaid.upstream;

import org.openprepaid.transaction.TransactionState;
import org.openprepaid.transaction.Transmission;

/**
 * The transaction that a debt is about.
 *
 * @param sent the message about it that the host had, or has now to be told of
 * @param authCode the host's code, may be empty
 * @param approvedThere whether the host has approved it, as far as is known
 * @param state where it stands with us now
 * @param waitsForEarlier whether the host must be told something else first: of transactions that
 *     act on one another, it hears in the order in which we decided
 */
record DebtSubject(
    Subject subject,
    Transmission sent,
    String authCode,
    boolean approvedThere,
    TransactionState state,
    boolean waitsForEarlier) {}

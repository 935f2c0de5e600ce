package org.openprepaid.transaction;

/**
 * A terminal and its merchant as the rules see them.
 *
 * @param payableAccountId the merchant's ledger account
 * @param openBatch the number of the terminal's batch
 * @param batchOpen false while the terminal uploads the batch's details
 */
public record Acceptor(
    String merchantId,
    long payableAccountId,
    boolean merchantActive,
    boolean terminalActive,
    int openBatch,
    boolean batchOpen) {}

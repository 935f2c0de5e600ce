package org.openprepaid.transaction;

/**
 * An upstream host as the rules see it.
 *
 * @param settlementAccountId the ledger account of what it owes us, or we owe it
 */
public record UpstreamTerms(String host, long settlementAccountId) {}

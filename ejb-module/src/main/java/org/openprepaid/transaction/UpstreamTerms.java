package org.openprepaid.transaction;

import org.openprepaid.money.Currency;

/**
 * An upstream host as the rules see it.
 *
 * @param settlementAccountId the ledger account of what it owes us, or we owe it
 * @param currency of that account
 */
public record UpstreamTerms(String host, long settlementAccountId, Currency currency) {}

package org.openprepaid.transaction;

/**
 * What is remembered of a request key.
 *
 * @param transactionId the transaction that was made of it; of a mark, the reversal's
 * @param mark whether a reversal came under this key before its original did
 */
record Recalled(RequestKey key, long fingerprint, long transactionId, boolean mark) {}

package org.openprepaid.transaction;

/**
 * What remains to be done once a request was recorded as pending: to ask its host.
 *
 * @param sent the message to send
 * @param original the exchange about the transaction that it acts on, or {@code null}
 */
public record Forwarding(Transmission sent, Exchange original) {}

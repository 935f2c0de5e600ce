package org.openprepaid.card;

/**
 * A card as staff may see it.
 *
 * @param maskedPan first six and last four digits
 * @param productCode the code of its product
 * @param expiry {@code YYMM}
 */
public record CardSummary(
    long cardId,
    long accountId,
    String maskedPan,
    String productCode,
    CardStatus status,
    String expiry) {}

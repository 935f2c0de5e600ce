package org.openprepaid.batch;

import java.time.LocalDateTime;
import org.openprepaid.money.Money;

/**
 * A pending hold whose time is over.
 *
 * @param id the hold
 * @param transactionId the pre-authorisation that made it
 * @param expiresAt UTC
 */
public record DueHold(long id, long transactionId, Money amount, LocalDateTime expiresAt) {}

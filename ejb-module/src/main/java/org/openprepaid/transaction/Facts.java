package org.openprepaid.transaction;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.openprepaid.key.PinCheck;

/**
 * All that the rules may look at, as it stands inside the group's database transaction.
 *
 * @param id the id the new transaction will have
 * @param businessDate the open business day
 * @param now UTC
 * @param acceptor the terminal and its merchant, or {@code null} when unknown or not from a
 *     terminal
 * @param card the card, or {@code null} when unknown
 * @param account the card's account, or {@code null} when the card is unknown
 * @param pin what came of the PIN, or {@code null} when none was entered
 * @param stripeGenuine false when a stripe was read whose card verification value is wrong
 * @param original the transaction the request acts on, or {@code null} when there is none
 * @param host the upstream host that is asked, or has asked or answered; {@code null} when there is
 *     none
 */
public record Facts(
    long id,
    LocalDate businessDate,
    LocalDateTime now,
    Acceptor acceptor,
    CardFacts card,
    CardAccount account,
    PinCheck pin,
    boolean stripeGenuine,
    Original original,
    UpstreamTerms host) {}

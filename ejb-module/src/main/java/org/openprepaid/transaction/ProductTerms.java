package org.openprepaid.transaction;

import org.openprepaid.money.Money;

/**
 * The terms of a card product that decide about a transaction.
 *
 * @param pinRequired whether a purchase, a pre-authorisation and an inquiry need the PIN
 * @param pinTries wrong PINs in a row until the PIN is blocked
 * @param balanceCap the most that a top-up may lead to
 * @param transactionLimit the most for one purchase or pre-authorisation
 * @param creditFloor how far below zero the balance may go; zero for prepaid cards
 * @param holdDays how long a pre-authorisation lasts
 * @param active whether cards of the product may be used
 * @param issuer whose keys serve its cards
 * @param cvnChecked whether a stripe must carry the right card verification value
 */
public record ProductTerms(
    boolean pinRequired,
    int pinTries,
    Money balanceCap,
    Money transactionLimit,
    Money creditFloor,
    int holdDays,
    boolean active,
    String issuer,
    boolean cvnChecked) {}

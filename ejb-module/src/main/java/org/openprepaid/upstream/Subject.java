package org.openprepaid.upstream;

import java.time.LocalDateTime;
import org.openprepaid.card.Pan;
import org.openprepaid.money.Money;
import org.openprepaid.transaction.Exchange;
import org.openprepaid.transaction.Rrn;
import org.openprepaid.transaction.TransactionKind;

/**
 * A transaction that a host is asked or told about: what every message about it has.
 *
 * @param localTime the terminal's clock
 * @param original the exchange about the transaction that it acts on, or {@code null}
 */
record Subject(
    TransactionKind kind,
    Pan pan,
    Money amount,
    Rrn rrn,
    String merchantId,
    String terminalId,
    LocalDateTime localTime,
    Exchange original) {}

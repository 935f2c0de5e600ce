package org.openprepaid.transaction;

import java.util.List;
import org.openprepaid.ledger.Posting;

/**
 * The transaction that a request acts on, with what hangs on it.
 *
 * @param record the transaction itself
 * @param postings the lines of its journal entry, empty when it posted nothing
 * @param hold the hold it made or acted on, or {@code null}
 * @param parent the transaction that it acts on itself, or {@code null}
 * @param grandparent the transaction that the parent acts on, or {@code null}; known for the void
 *     of a completion that another host decides about
 * @param exchange what passed with the host that decides about it; {@code null}: it is on us
 * @param ofOtherCard whether the request names another card than it was made with
 */
public record Original(
    TransactionRecord record,
    List<Posting> postings,
    Hold hold,
    TransactionRecord parent,
    TransactionRecord grandparent,
    Exchange exchange,
    boolean ofOtherCard) {}

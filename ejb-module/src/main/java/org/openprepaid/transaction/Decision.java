package org.openprepaid.transaction;

import java.util.List;
import org.openprepaid.ledger.Posting;

/**
 * What the rules decided: an answer and the effects that go with it. Nothing has happened yet.
 *
 * @param postings the lines of the journal entry, empty when no money moves
 * @param card the card afterwards (its PIN failures), or {@code null} when it stays
 * @param account the account afterwards, or {@code null} when it stays
 * @param hold the hold afterwards, or {@code null} when none is made or changed
 * @param original the original afterwards, or {@code null} when it stays
 * @param parent the original's own original afterwards, or {@code null} when it stays
 * @param grandparent the parent's own original afterwards, or {@code null} when it stays
 * @param exchange the original's exchange with its host afterwards, or {@code null} when it stays
 * @param owed what a host must be told, or {@code null}
 */
public record Decision(
    ResponseCode code,
    List<Posting> postings,
    CardFacts card,
    CardAccount account,
    Hold hold,
    TransactionRecord original,
    TransactionRecord parent,
    TransactionRecord grandparent,
    Exchange exchange,
    Owed owed) {

  public static Decision of(ResponseCode code) {
    return new Decision(code, List.of(), null, null, null, null, null, null, null, null);
  }

  public static Decision approved() {
    return of(ResponseCode.APPROVED);
  }

  /** Another host is to be asked. */
  static Decision pending() {
    return of(ResponseCode.IN_PROGRESS);
  }

  Decision posting(List<Posting> lines) {
    return new Decision(
        code, lines, card, account, hold, original, parent, grandparent, exchange, owed);
  }

  Decision card(CardFacts after) {
    return new Decision(
        code, postings, after, account, hold, original, parent, grandparent, exchange, owed);
  }

  Decision account(CardAccount after) {
    return new Decision(
        code, postings, card, after, hold, original, parent, grandparent, exchange, owed);
  }

  Decision hold(Hold after) {
    return new Decision(
        code, postings, card, account, after, original, parent, grandparent, exchange, owed);
  }

  Decision original(TransactionRecord after) {
    return new Decision(
        code, postings, card, account, hold, after, parent, grandparent, exchange, owed);
  }

  Decision parent(TransactionRecord after) {
    return new Decision(
        code, postings, card, account, hold, original, after, grandparent, exchange, owed);
  }

  Decision grandparent(TransactionRecord after) {
    return new Decision(
        code, postings, card, account, hold, original, parent, after, exchange, owed);
  }

  Decision exchange(Exchange after) {
    return new Decision(
        code, postings, card, account, hold, original, parent, grandparent, after, owed);
  }

  Decision owing(Owed message) {
    return new Decision(
        code, postings, card, account, hold, original, parent, grandparent, exchange, message);
  }
}

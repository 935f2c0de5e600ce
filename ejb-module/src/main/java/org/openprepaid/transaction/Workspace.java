package org.openprepaid.transaction;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openprepaid.card.PanHash;
import org.openprepaid.key.PinCheck;
import org.openprepaid.ledger.Posting;

/**
 * What was loaded and locked for one group, as {@link GroupDecisions} has changed it so far. Lives
 * for one database transaction, on one thread.
 */
final class Workspace {
  private final LocalDate businessDate;
  private final LocalDateTime now;
  private final CardChecks checks;
  private final Map<String, UpstreamTerms> hosts;

  private final Map<String, Acceptor> acceptors = new HashMap<>();
  private final Map<PanHash, Long> cardIds = new HashMap<>();
  private final Map<Long, CardFacts> cards = new HashMap<>();
  private final Map<Long, byte[]> pinVerifications = new HashMap<>();
  private final Map<Long, CardAccount> accounts = new HashMap<>();
  private final Map<RequestKey, Recalled> recalled = new HashMap<>();
  private final Map<Long, TransactionRecord> records = new HashMap<>();
  private final Map<Long, List<Posting>> postings = new HashMap<>();
  private final Map<Long, Hold> holds = new HashMap<>();
  private final Map<Long, Exchange> exchanges = new HashMap<>();
  private final Map<RequestKey, Long> foundByCode = new HashMap<>();

  /**
   * @param now UTC
   * @param hosts the upstream hosts by name
   */
  Workspace(
      LocalDate businessDate,
      LocalDateTime now,
      CardChecks checks,
      Map<String, UpstreamTerms> hosts) {
    this.businessDate = businessDate;
    this.now = now;
    this.checks = checks;
    this.hosts = hosts;
  }

  // -- what the reader lays in, and what decisions make of it

  void add(String terminalId, Acceptor acceptor) {
    acceptors.put(terminalId, acceptor);
  }

  void add(PanHash hash, CardFacts card, byte[] pinVerification, CardAccount account) {
    cardIds.put(hash, card.id());
    cards.put(card.id(), card);
    pinVerifications.put(card.id(), pinVerification);
    accounts.put(account.id(), account);
  }

  void put(CardFacts card) {
    cards.put(card.id(), card);
  }

  void put(CardAccount account) {
    accounts.put(account.id(), account);
  }

  void add(Recalled known) {
    recalled.put(known.key(), known);
  }

  void add(TransactionRecord known) {
    records.put(known.id(), known);
  }

  void add(long transactionId, Posting line) {
    postings.computeIfAbsent(transactionId, id -> new ArrayList<>()).add(line);
  }

  void add(Hold known) {
    holds.put(known.id(), known);
  }

  void add(Exchange known) {
    exchanges.put(known.transactionId(), known);
  }

  /** The routed transaction that a request names by nothing but its authorisation code. */
  void addFoundByCode(RequestKey request, long transactionId) {
    foundByCode.put(request, transactionId);
  }

  // -- looking

  LocalDate businessDate() {
    return businessDate;
  }

  LocalDateTime now() {
    return now;
  }

  /** The card that a request names, under whichever of its hashes it is stored. */
  CardFacts cardOf(Prepared prepared) {
    for (PanHash hash : prepared.panHashes()) {
      Long id = cardIds.get(hash);
      if (id != null) {
        return cards.get(id);
      }
    }
    return null;
  }

  boolean knowsCard(long cardId) {
    return cards.containsKey(cardId);
  }

  CardAccount account(long accountId) {
    return accounts.get(accountId);
  }

  Recalled recalled(RequestKey key) {
    return recalled.get(key);
  }

  Exchange exchange(long transactionId) {
    return exchanges.get(transactionId);
  }

  TransactionRecord record(long transactionId) {
    return records.get(transactionId);
  }

  Collection<TransactionRecord> records() {
    return records.values();
  }

  /** The id of the original, as the request names it and as far as it is known; 0 when not. */
  long originalId(Prepared prepared, CardFacts card) {
    if (prepared.originalId() != 0) {
      return prepared.originalId();
    }
    if (prepared.originalKey() != null) {
      Recalled known = recalled.get(prepared.originalKey());
      return known == null || known.mark() ? 0 : known.transactionId();
    }
    if (prepared.sent() != null) {
      return foundByCode.getOrDefault(prepared.key(), 0L);
    }
    return card == null ? 0 : heldUnder(prepared.authCodeOnly(), card);
  }

  /** The latest hold of the card under this code, a pending one before the others. */
  private long heldUnder(String authCode, CardFacts card) {
    Hold found = null;
    for (Hold hold : holds.values()) {
      if (hold.accountId() == card.accountId() && hold.authCode().equals(authCode)) {
        boolean better =
            found == null
                || (hold.isPending() && !found.isPending())
                || (hold.isPending() == found.isPending() && hold.id() > found.id());
        found = better ? hold : found;
      }
    }
    return found == null ? 0 : found.id();
  }

  // -- what the rules look at

  /**
   * @param id the id that the new transaction will have
   */
  Facts facts(Prepared prepared, long id) {
    Request request = prepared.asked();
    CardFacts card = cardOf(prepared);
    Original original = prepared.actsOnOriginal() ? original(prepared, card) : null;
    if (request.card() == null && original != null) {
      card = cards.get(original.record().cardId());
    }
    CardAccount account = card == null ? null : accounts.get(card.accountId());
    UpstreamTerms host = host(prepared, original);
    return new Facts(
        id,
        businessDate,
        now,
        acceptor(request.origin(), host),
        card,
        account,
        pin(request, card),
        isStripeGenuine(request, card),
        original,
        host);
  }

  /** What acts on a routed transaction is a matter of the host that decided about that one. */
  private UpstreamTerms host(Prepared prepared, Original original) {
    String name;
    if (original != null && original.record().upstream() != null) {
      name = original.record().upstream();
    } else if (prepared.sent() != null) {
      name = prepared.sent().host();
    } else {
      name = prepared.request().origin().network();
    }
    return name == null ? null : hosts.get(name);
  }

  /**
   * A network pays its merchants itself: what it asks for moves between the card and the network.
   */
  private Acceptor acceptor(Origin origin, UpstreamTerms host) {
    if (origin.network() == null) {
      return acceptors.get(origin.terminalId());
    }
    return host == null
        ? null
        : new Acceptor(origin.merchantId(), host.settlementAccountId(), true, true, 0, true);
  }

  private PinCheck pin(Request request, CardFacts card) {
    boolean checked =
        card != null
            && card.product().pinRequired()
            && request.card() != null
            && request.card().pin() != null
            && card.pinFailures() < card.product().pinTries();
    return checked ? checks.pin(request.card(), card, pinVerifications.get(card.id())) : null;
  }

  private boolean isStripeGenuine(Request request, CardFacts card) {
    boolean checked =
        card != null
            && card.product().cvnChecked()
            && request.card() != null
            && request.card().stripe() != null;
    return !checked || checks.isGenuine(request.card(), card);
  }

  private Original original(Prepared prepared, CardFacts card) {
    TransactionRecord record = records.get(originalId(prepared, card));
    if (record == null || !agrees(prepared.asked(), record)) {
      return null;
    }
    Exchange exchange = exchanges.get(record.id());
    TransactionRecord parent = records.get(record.originalId());
    return new Original(
        record,
        postings.getOrDefault(record.id(), List.of()),
        holds.get(record.holdId()),
        parent,
        parent == null ? null : records.get(parent.originalId()),
        exchange,
        prepared.namesCard() && !isOf(record, exchange, prepared, card));
  }

  private static boolean isOf(
      TransactionRecord record, Exchange exchange, Prepared prepared, CardFacts card) {
    return exchange == null
        ? record.cardId() == (card == null ? 0 : card.id())
        : prepared.namesCardOf(exchange.card());
  }

  /** Whatever the request tells of its original must be so. */
  private boolean agrees(Request request, TransactionRecord record) {
    if (!(request instanceof Request.Following following)) {
      return true;
    }
    OriginalReference told = following.original();
    return (told.key() == null || told.key().equals(record.origin().key()))
        && (told.authCode() == null
            || told.authCode().equals(record.authCode())
            || isCodeOfHold(told.authCode(), record));
  }

  /** A completion's slip often carries the code of its pre-authorisation. */
  private boolean isCodeOfHold(String authCode, TransactionRecord record) {
    Hold hold = holds.get(record.holdId());
    return hold != null && hold.authCode().equals(authCode);
  }
}

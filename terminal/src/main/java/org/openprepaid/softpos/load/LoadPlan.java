package org.openprepaid.softpos.load;

import java.time.Duration;
import java.util.List;
import org.openprepaid.softpos.iso.Framing;
import org.openprepaid.softpos.pos.Card;
import org.openprepaid.softpos.pos.KeyLength;
import org.openprepaid.softpos.pos.TerminalIdentity;
import org.openprepaid.softpos.sample.SampleInstitution;
import org.openprepaid.softpos.sample.SampleInstitution.SampleCard;

/**
 * What a load does.
 *
 * @param host where the host listens
 * @param port of its ISO 8583 endpoint
 * @param framing TPDU and header
 * @param terminals shared out over the connections; several connections may share one
 * @param cards presented in turn, each as it is (swiped or keyed, with its PIN if it has one)
 * @param amount of each purchase, in fen
 * @param connections 1 to 20,000, each with one purchase under way
 * @param threads that serve them, 1 or 2; never more than terminals
 * @param keyLength of the PIN keys
 * @param replyTimeout after which a purchase counts as lost and its connection is made anew
 * @param listener told of each approval, or {@code null}
 */
public record LoadPlan(
    String host,
    int port,
    Framing framing,
    List<TerminalIdentity> terminals,
    List<Card> cards,
    long amount,
    int connections,
    int threads,
    KeyLength keyLength,
    Duration replyTimeout,
    ApprovalListener listener) {
  private static final int MAX_CONNECTIONS = 20_000;

  public LoadPlan {
    terminals = List.copyOf(terminals);
    cards = List.copyOf(cards);
    if (terminals.isEmpty() || cards.isEmpty()) {
      throw new IllegalArgumentException("OP-1966 a load needs terminals and cards");
    }
    if (connections < 1 || connections > MAX_CONNECTIONS || threads < 1 || threads > 2) {
      throw new IllegalArgumentException(
          "OP-1966 1 to " + MAX_CONNECTIONS + " connections, 1 or 2 threads");
    }
  }

  /** All terminals and cards of a sample, purchases of 0.01, 16 connections, one thread. */
  public static LoadPlan of(SampleInstitution sample) {
    return new LoadPlan(
        sample.host(),
        sample.port(),
        sample.framing(),
        sample.terminals(),
        sample.cards().stream().map(SampleCard::card).toList(),
        1,
        16,
        1,
        KeyLength.DOUBLE,
        Duration.ofSeconds(20),
        null);
  }

  public LoadPlan withCards(List<Card> other) {
    return new LoadPlan(
        host,
        port,
        framing,
        terminals,
        other,
        amount,
        connections,
        threads,
        keyLength,
        replyTimeout,
        listener);
  }

  public LoadPlan withAmount(long other) {
    return new LoadPlan(
        host,
        port,
        framing,
        terminals,
        cards,
        other,
        connections,
        threads,
        keyLength,
        replyTimeout,
        listener);
  }

  public LoadPlan withConnections(int other) {
    return new LoadPlan(
        host,
        port,
        framing,
        terminals,
        cards,
        amount,
        other,
        threads,
        keyLength,
        replyTimeout,
        listener);
  }

  public LoadPlan withThreads(int other) {
    return new LoadPlan(
        host,
        port,
        framing,
        terminals,
        cards,
        amount,
        connections,
        other,
        keyLength,
        replyTimeout,
        listener);
  }

  public LoadPlan withReplyTimeout(Duration other) {
    return new LoadPlan(
        host,
        port,
        framing,
        terminals,
        cards,
        amount,
        connections,
        threads,
        keyLength,
        other,
        listener);
  }

  public LoadPlan withListener(ApprovalListener other) {
    return new LoadPlan(
        host,
        port,
        framing,
        terminals,
        cards,
        amount,
        connections,
        threads,
        keyLength,
        replyTimeout,
        other);
  }
}

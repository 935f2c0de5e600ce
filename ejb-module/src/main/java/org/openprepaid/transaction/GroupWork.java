package org.openprepaid.transaction;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.openprepaid.id.TimeOrderedIds;
import org.openprepaid.id.TraceNumbers;
import org.openprepaid.key.PinCard;
import org.openprepaid.key.PinCheck;
import org.openprepaid.key.SecurityModule;

/**
 * What happens to a group between the begin and the commit of its database transaction: load and
 * lock, decide each request in turn, write. Thread-safe.
 */
final class GroupWork implements CardChecks {
  private final SecurityModule security;
  private final TimeOrderedIds ids;
  private final TraceNumbers traces;
  private final Clock clock;
  private final ProductCatalogue products = new ProductCatalogue();
  private final HostCatalogue hosts = new HostCatalogue();
  private final Rulebook rulebook = new Rulebook();

  /**
   * @param clock tells UTC
   */
  GroupWork(SecurityModule security, TimeOrderedIds ids, TraceNumbers traces, Clock clock) {
    this.security = security;
    this.ids = ids;
    this.traces = traces;
    this.clock = clock;
  }

  /**
   * Does the group's work on a connection whose transaction the caller commits or rolls back.
   *
   * @return one outcome a request, in the group's order
   */
  List<Outcome> run(Connection connection, List<Prepared> group) throws SQLException {
    Map<Long, ProductTerms> terms = products.terms(connection);
    LocalDateTime now = LocalDateTime.now(clock);
    Map<String, UpstreamTerms> hostTerms = hosts.terms(connection);
    Workspace work =
        new GroupReader(connection, security, terms::get)
            .read(group, now, (day, at) -> new Workspace(day, at, this, hostTerms));
    GroupDecisions decisions = new GroupDecisions(work, ids, rulebook);
    List<Outcome> outcomes = decisions.processAll(group);
    new GroupWriter(connection, security).write(decisions.changes(), work.businessDate());
    new ExchangeWriter(connection, security, ids, traces, clock).write(decisions.changes(), work);
    return outcomes;
  }

  @Override
  public PinCheck pin(PresentedCard presented, CardFacts card, byte[] reference) {
    if (reference == null) {
      return PinCheck.WRONG;
    }
    PresentedCard.EncryptedPin pin = presented.pin();
    PinCard owner = new PinCard(card.product().issuer(), card.id(), presented.pan().digits());
    return security.verifyPin(pin.key(), pin.format(), pin.block(), owner, reference);
  }

  @Override
  public boolean isGenuine(PresentedCard presented, CardFacts card) {
    PresentedCard.Stripe stripe = presented.stripe();
    return stripe.cvn() != null
        && security.verifyCvn(
            card.product().issuer(),
            presented.pan().digits(),
            card.expiry(),
            stripe.serviceCode(),
            stripe.cvn());
  }
}

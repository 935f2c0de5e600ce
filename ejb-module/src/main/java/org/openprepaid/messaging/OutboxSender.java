package org.openprepaid.messaging;

import jakarta.annotation.Resource;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import java.util.List;
import java.util.function.Consumer;
import org.openprepaid.upstream.DebtTicket;

/**
 * Sends to the broker in a transaction of the broker's own: many messages share one write to its
 * journal, and the database's transaction has no part in it.
 */
@Stateless
@Local(OutboxQueue.class)
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class OutboxSender implements OutboxQueue {
  @Resource(lookup = "jms/prepaid")
  private ConnectionFactory broker;

  /** For the container. */
  public OutboxSender() {}

  @Override
  public void send(List<Alarm> alarms) {
    with(context -> OutboxMessages.send(context, alarms));
  }

  @Override
  public void bury(List<DebtTicket> dead) {
    with(context -> OutboxMessages.bury(context, dead));
  }

  private void with(Consumer<JMSContext> sending) {
    try (JMSContext context = broker.createContext()) {
      sending.accept(context);
    } catch (JMSRuntimeException e) {
      throw new BrokerException(e);
    }
  }
}

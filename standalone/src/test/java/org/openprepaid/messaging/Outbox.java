package org.openprepaid.messaging;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import java.util.List;
import java.util.function.Consumer;
import org.openprepaid.upstream.DebtTicket;

/** The queues, without a container: a local transaction a call. */
final class Outbox implements OutboxQueue {
  private final OwedHouse house;
  private volatile boolean killed;

  Outbox(OwedHouse house) {
    this.house = house;
  }

  /** From now on a send arrives, and its sender does not live to know. */
  void killAfterSending(boolean on) {
    killed = on;
  }

  @Override
  public void send(List<Alarm> alarms) {
    with(context -> OutboxMessages.send(context, alarms));
  }

  @Override
  public void bury(List<DebtTicket> dead) {
    with(context -> OutboxMessages.bury(context, dead));
  }

  private void with(Consumer<JMSContext> sending) {
    try (JMSContext context = house.messaging().createContext(JMSContext.SESSION_TRANSACTED)) {
      sending.accept(context);
      context.commit();
    } catch (JMSRuntimeException e) {
      throw new BrokerException(e);
    }
    if (killed) {
      throw new BrokerException(new IllegalStateException("killed after the send"));
    }
  }
}

package org.openprepaid.messaging;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.openprepaid.messaging.OutboxQueue.Alarm;
import org.openprepaid.upstream.DebtTicket;

/** The messages as Jakarta Messaging has them: two properties and no body, so no card number. */
final class OutboxMessages {
  static final String OUTBOX = "prepaid.outbox";
  static final String DEAD_LETTER = "prepaid.dead-letter";
  private static final String DEBT = "debt";
  private static final String TRIES = "tries";

  /** The row says it for as long as it is wanted; the dead letters must not grow for ever. */
  private static final Duration DEAD_LETTER_KEPT = Duration.ofDays(30);

  /**
   * Past its time a message is of no use for longer: the sweep has replaced it. So the queue stays
   * bounded even while nobody takes from it.
   */
  private static final Duration OUTBOX_KEPT = OutboxRelay.LOST_AFTER.multipliedBy(2);

  private OutboxMessages() {}

  static void send(JMSContext context, List<Alarm> alarms) {
    Queue outbox = context.createQueue(OUTBOX);
    JMSProducer producer = context.createProducer().setDeliveryMode(DeliveryMode.PERSISTENT);
    for (Alarm alarm : alarms) {
      producer.setDeliveryDelay(alarm.delay().toMillis());
      producer.setTimeToLive(alarm.delay().plus(OUTBOX_KEPT).toMillis());
      producer.send(outbox, message(context, alarm.ticket()));
    }
  }

  static void bury(JMSContext context, List<DebtTicket> dead) {
    Queue deadLetters = context.createQueue(DEAD_LETTER);
    JMSProducer producer =
        context
            .createProducer()
            .setDeliveryMode(DeliveryMode.PERSISTENT)
            .setTimeToLive(DEAD_LETTER_KEPT.toMillis());
    for (DebtTicket ticket : dead) {
      producer.send(deadLetters, message(context, ticket));
    }
  }

  private static Message message(JMSContext context, DebtTicket ticket) {
    try {
      Message message = context.createMessage();
      message.setLongProperty(DEBT, ticket.debtId());
      message.setIntProperty(TRIES, ticket.tries());
      return message;
    } catch (JMSException e) {
      throw new IllegalStateException("a message's properties cannot be set", e);
    }
  }

  /** Empty when it is none of ours, or cannot be read. */
  static Optional<DebtTicket> read(Message message) {
    try {
      if (!message.propertyExists(DEBT) || !message.propertyExists(TRIES)) {
        return Optional.empty();
      }
      return Optional.of(
          new DebtTicket(message.getLongProperty(DEBT), message.getIntProperty(TRIES)));
    } catch (JMSException | RuntimeException e) {
      return Optional.empty();
    }
  }
}

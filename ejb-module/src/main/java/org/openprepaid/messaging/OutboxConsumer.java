package org.openprepaid.messaging;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.EJB;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/**
 * Takes messages from the outbox queue in hand. It has no transaction: what a message leads to is
 * recorded in the table, and a message that was lost is missed there.
 */
@MessageDriven(
    messageListenerInterface = MessageListener.class,
    activationConfig = {
      // Payara's own properties: which adapter, since it has another of its own for this listener
      @ActivationConfigProperty(propertyName = "resourceAdapter", propertyValue = "artemis-ra"),
      @ActivationConfigProperty(
          propertyName = "maxSession",
          propertyValue = "${MPCONFIG=openprepaid.owed.consumers:8}"),
      @ActivationConfigProperty(
          propertyName = "destinationType",
          propertyValue = "jakarta.jms.Queue"),
      @ActivationConfigProperty(
          propertyName = "destination",
          propertyValue = OutboxMessages.OUTBOX),
      @ActivationConfigProperty(propertyName = "useJNDI", propertyValue = "false"),
      // A broker that is away, at the start or later, is looked for until it is back. The adapter's
      // own attempts begin only with a message in hand: without the client's, idle sessions would
      // stay dead.
      @ActivationConfigProperty(propertyName = "reconnectAttempts", propertyValue = "-1"),
      @ActivationConfigProperty(propertyName = "retryInterval", propertyValue = "500"),
      @ActivationConfigProperty(propertyName = "retryIntervalMultiplier", propertyValue = "2.0"),
      @ActivationConfigProperty(propertyName = "maxRetryInterval", propertyValue = "5000"),
      @ActivationConfigProperty(propertyName = "setupAttempts", propertyValue = "-1"),
      @ActivationConfigProperty(propertyName = "setupInterval", propertyValue = "2000")
    })
@TransactionManagement(TransactionManagementType.BEAN)
public class OutboxConsumer implements MessageListener {
  @EJB private OwedService owed;

  /** For the container. */
  public OutboxConsumer() {}

  @Override
  public void onMessage(Message message) {
    owed.take(message);
  }
}

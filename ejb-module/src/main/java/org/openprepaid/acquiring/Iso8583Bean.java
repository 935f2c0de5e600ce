package org.openprepaid.acquiring;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.EJB;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.util.concurrent.CompletionStage;
import org.openprepaid.iso8583.IsoMessageListener;
import org.openprepaid.iso8583.IsoReply;
import org.openprepaid.iso8583.IsoRequest;

/**
 * Where the resource adapter hands over terminals' messages. It has no transaction: one that the
 * container committed after this method returned could fail behind an approval already given.
 */
@MessageDriven(
    messageListenerInterface = IsoMessageListener.class,
    activationConfig = @ActivationConfigProperty(propertyName = "profile", propertyValue = "cup"))
@TransactionManagement(TransactionManagementType.BEAN)
public class Iso8583Bean implements IsoMessageListener {
  @EJB private AcquiringService acquiring;

  /** For the container. */
  public Iso8583Bean() {}

  @Override
  public CompletionStage<IsoReply> onRequest(IsoRequest request) {
    return acquiring.answer(request);
  }
}

package org.openprepaid.messaging;

import jakarta.ejb.ApplicationException;

/** The broker takes no messages. The container undoes what was begun, and needs not log it too. */
@ApplicationException(rollback = true)
public class BrokerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BrokerException(Throwable cause) {
    super(String.valueOf(cause.getMessage()), cause);
  }
}

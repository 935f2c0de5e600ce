package org.openprepaid.key;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/**
 * Opens the keys while the application starts, so that a missing key store or a wrong password
 * stops the start and not the first purchase. Outside any transaction: two nodes that make the
 * first issuer keys at once must see each other's.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class KeyStartup {
  @Inject private SecurityModuleProducer producer;

  @PostConstruct
  void open() {
    producer.securityModule();
  }
}

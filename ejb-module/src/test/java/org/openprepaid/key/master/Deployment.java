package org.openprepaid.key.master;

import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * One of several deployments of the application: loaded with its JNA by a class loader of its own.
 */
public final class Deployment implements UnaryOperator<byte[]>, AutoCloseable {
  private final TokenMasterKey key;

  public Deployment(Path library, String label) {
    key = TokenMasterKey.open(SoftHsm.settings(library, label), ReachListener.NONE);
  }

  @Override
  public byte[] apply(byte[] data) {
    return key.cmac(data);
  }

  @Override
  public void close() {
    key.close();
  }
}

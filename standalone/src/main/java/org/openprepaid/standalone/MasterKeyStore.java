package org.openprepaid.standalone;

import java.util.Arrays;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.LocalMasterKey;

/** The local master key's file in the state directory. */
final class MasterKeyStore {
  private MasterKeyStore() {}

  /**
   * Opens the key store, or makes it when there is none; never replaces one.
   *
   * @return the key's check value, to show
   * @throws OperatorException OP-1940 when it cannot be opened or made
   */
  static String openOrCreate(RunDirectory directory, Secrets secrets) {
    char[] password = secrets.get(Secrets.Key.KEYSTORE_PASSWORD).toCharArray();
    try {
      return LocalMasterKey.loadOrCreate(directory.keystore(), password).kcv().toString();
    } catch (KeyException e) {
      throw new OperatorException(ErrorCode.KEYSTORE_FAILED, e.getMessage(), e);
    } finally {
      Arrays.fill(password, '\0');
    }
  }
}

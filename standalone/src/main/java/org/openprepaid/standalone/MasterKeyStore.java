package org.openprepaid.standalone;

import java.util.Optional;
import javax.sql.DataSource;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.MasterKeySettings;
import org.openprepaid.key.MasterKeySource;
import org.openprepaid.key.MasterKeys;
import org.openprepaid.key.SoftSecurityModule;

/** The local master key: by its settings, and otherwise the file in the state directory. */
final class MasterKeyStore {
  private MasterKeyStore() {}

  /**
   * Opens the key, or makes its first generation when there is none; never replaces one.
   *
   * @return the key's check value, to show
   * @throws OperatorException OP-1940 when it cannot be opened or made
   */
  static String openOrCreate(RunDirectory directory, Settings settings, Secrets secrets) {
    try (MasterKeys keys = MasterKeys.openOrCreate(source(directory, settings, secrets))) {
      return keys.kcv().toString();
    } catch (KeyException e) {
      throw new OperatorException(ErrorCode.KEYSTORE_FAILED, e.getMessage(), e);
    }
  }

  /**
   * The security module on a database.
   *
   * @throws OperatorException OP-1940 when the local master key or the stored keys cannot be opened
   */
  static SoftSecurityModule module(
      RunDirectory directory, Settings settings, Secrets secrets, DataSource database) {
    try {
      return SoftSecurityModule.open(source(directory, settings, secrets), database);
    } catch (KeyException e) {
      throw new OperatorException(ErrorCode.KEYSTORE_FAILED, e.getMessage(), e);
    }
  }

  private static MasterKeySource source(
      RunDirectory directory, Settings settings, Secrets secrets) {
    return MasterKeySettings.source(
        name -> settings.find(name).or(() -> inDirectory(directory, secrets, name)));
  }

  private static Optional<String> inDirectory(
      RunDirectory directory, Secrets secrets, String name) {
    return switch (name) {
      case MasterKeySettings.KEYSTORE -> Optional.of(directory.keystore().toString());
      case MasterKeySettings.PASSWORD -> Optional.of(secrets.get(Secrets.Key.KEYSTORE_PASSWORD));
      default -> Optional.empty();
    };
  }
}

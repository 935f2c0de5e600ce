package org.openprepaid.key.master;

import org.openprepaid.key.Kcv;
import org.openprepaid.key.KeyException;

/**
 * The local master key: the AES-256 key at the top, of which only one thing is asked, the AES-CMAC
 * (NIST SP 800-38B) of short inputs. The keys that wrap all others are derived that way (ANSI
 * X9.143, key block version D), so the master key itself may stay where it is.
 */
public interface MasterKey extends AutoCloseable {
  /** Length of a CMAC. */
  int CMAC_BYTES = 16;

  /** The most data of one CMAC. */
  int MAX_DATA_BYTES = 256;

  /**
   * The AES-CMAC of the data under this key, by any number of threads.
   *
   * @param data at most {@link #MAX_DATA_BYTES} bytes, possibly none
   * @return {@link #CMAC_BYTES} bytes; a derived key is the caller's to wipe
   * @throws KeyException {@link org.openprepaid.key.KeyFault#MODULE_UNREACHABLE} or {@link
   *     org.openprepaid.key.KeyFault#TOKEN_REFUSED} if the key lies in a token that is out of
   *     reach; the former also after {@link #close}
   * @throws IllegalArgumentException if the data is too long
   */
  byte[] cmac(byte[] data);

  /** Its check value, 4 bytes: the beginning of the AES-CMAC of sixteen zero bytes. */
  Kcv kcv();

  /** Where the key is kept, for operators: no secret. */
  String label();

  /** Whether {@link #cmac} can be expected to work; false also after {@link #close}. */
  boolean isInReach();

  /** Forgets the key, or lets go of the token. */
  @Override
  void close();
}

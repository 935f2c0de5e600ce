package org.openprepaid.key.master;

import java.util.Arrays;
import java.util.Objects;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.openprepaid.key.Kcv;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyFault;
import org.openprepaid.key.cipher.Spares;

/**
 * The local master key in software, as read from a key store. {@link #close} wipes its bytes; the
 * key schedules inside the cipher objects are left to the garbage collector.
 */
public final class FileMasterKey implements MasterKey {
  private static final int KEY_BYTES = 32;

  private final String label;
  private final byte[] key;
  private final Kcv kcv;
  private final Spares<CMac> macs = new Spares<>(this::mac);
  private volatile boolean closed;

  /**
   * @param label where the key was read from, for operators
   * @param clear 32 bytes; taken over, and wiped on {@link #close}
   * @throws IllegalArgumentException if it has another length
   */
  public FileMasterKey(String label, byte[] clear) {
    if (clear.length != KEY_BYTES) {
      throw new IllegalArgumentException("a local master key has " + KEY_BYTES + " bytes");
    }
    this.label = Objects.requireNonNull(label, "label");
    key = clear;
    kcv = CheckValue.of(this::cmac);
  }

  @Override
  public byte[] cmac(byte[] data) {
    CheckValue.requireShort(data);
    requireOpen();
    CMac mac = macs.take();
    mac.update(data, 0, data.length);
    byte[] result = new byte[CMAC_BYTES];
    mac.doFinal(result, 0);
    macs.giveBack(mac);
    return result;
  }

  /** Never of a key that is being wiped. */
  private synchronized CMac mac() {
    requireOpen();
    CMac mac = new CMac(AESEngine.newInstance());
    mac.init(new KeyParameter(key));
    return mac;
  }

  private void requireOpen() {
    if (closed) {
      throw new KeyException(KeyFault.MODULE_UNREACHABLE, "the local master key is closed");
    }
  }

  @Override
  public Kcv kcv() {
    return kcv;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public boolean isInReach() {
    return !closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
    Arrays.fill(key, (byte) 0);
  }

  @Override
  public String toString() {
    return "FileMasterKey[" + label + ", kcv=" + kcv + "]";
  }
}

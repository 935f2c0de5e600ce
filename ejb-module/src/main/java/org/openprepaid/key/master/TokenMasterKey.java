package org.openprepaid.key.master;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openprepaid.key.Kcv;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyFault;

/**
 * The local master key in a PKCS#11 token, which it never leaves.
 *
 * <p>Each call to the token has a time limit. The first that fails or takes longer puts the key
 * <em>out of reach</em>: from then on {@link #cmac} throws {@link KeyFault#MODULE_UNREACHABLE} at
 * once and does not touch the token. A thread watches: it proves the key in reach by its check
 * value, and tries to get a lost one back by closing everything and connecting anew. It is back
 * only with the same check value. A refused PIN is not tried again ({@link
 * KeyFault#TOKEN_REFUSED}), because a few more would lock the token.
 *
 * <p>While a call hangs inside the library no recovery is tried: it could not be made beside it.
 * The PIN is kept in memory until {@link #close}.
 */
public final class TokenMasterKey implements MasterKey {
  private static final Logger LOG = Logger.getLogger(TokenMasterKey.class.getName());

  private final TokenSettings settings;
  private final byte[] pin;
  private final BoundedCalls calls;
  private final TokenWatch watch;
  private volatile Kcv kcv;
  private volatile Reach reach = Reach.lost(KeyFault.MODULE_UNREACHABLE, "not yet connected");

  /** What was given up and is to be closed before the next one is opened. */
  private TokenConnection spent;

  private TokenMasterKey(TokenSettings settings, ReachListener listener) {
    this.settings = settings;
    pin = utf8(settings.pin());
    calls = new BoundedCalls(TokenConnection.SESSIONS, "openprepaid-token-call");
    watch = new TokenWatch(this, settings.watchInterval(), listener);
  }

  /**
   * Opens an existing key.
   *
   * @param settings its PIN may be wiped afterwards
   * @throws KeyException {@link KeyFault#TOKEN_LIBRARY_UNUSABLE}, {@link
   *     KeyFault#MODULE_UNREACHABLE} (also if there is no such token), {@link
   *     KeyFault#TOKEN_REFUSED} or {@link KeyFault#MASTER_KEY_UNUSABLE} (also if there is no such
   *     key)
   */
  public static TokenMasterKey open(TokenSettings settings, ReachListener listener) {
    return connected(settings, listener, false);
  }

  /**
   * Makes a new random key in the token, and opens it.
   *
   * @param settings its PIN may be wiped afterwards
   * @throws KeyException as {@link #open} does, and {@link KeyFault#MASTER_KEY_NOT_MADE} if the
   *     token holds a key of this label already
   */
  public static TokenMasterKey create(TokenSettings settings, ReachListener listener) {
    return connected(settings, listener, true);
  }

  private static TokenMasterKey connected(
      TokenSettings settings, ReachListener listener, boolean create) {
    TokenMasterKey key = new TokenMasterKey(settings, listener);
    try {
      key.calls.run(() -> key.connect(create), settings.connectLimit());
      key.watch.start();
      return key;
    } catch (TokenException e) {
      key.close();
      throw new KeyException(e.fault(), settings + ": " + e.getMessage(), e);
    } catch (KeyException e) {
      key.close();
      throw e;
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Throws within the time limit of the settings, and at once while the token is out of reach.
   */
  @Override
  public byte[] cmac(byte[] data) {
    CheckValue.requireShort(data);
    Reach now = reach;
    if (!now.isInReach()) {
      throw now.refusal();
    }
    try {
      return calls.call(() -> now.connection().cmac(data), settings.limit());
    } catch (TokenException e) {
      lost(now, e.fault(), e.getMessage());
      throw new KeyException(KeyFault.MODULE_UNREACHABLE, e.getMessage(), e);
    }
  }

  /** Proves that the key is there and still the same. */
  void probe(Reach now) {
    try {
      Kcv found =
          CheckValue.of(zeros -> calls.call(() -> now.connection().cmac(zeros), settings.limit()));
      if (!found.equals(kcv)) {
        lost(now, KeyFault.MASTER_KEY_UNUSABLE, anotherKey(found));
      }
    } catch (TokenException e) {
      lost(now, e.fault(), e.getMessage());
    }
  }

  private void lost(Reach was, KeyFault fault, String why) {
    synchronized (this) {
      if (!reach.equals(was)) {
        return;
      }
      was.connection().giveUp(why);
      spent = was.connection();
      reach = Reach.lost(fault, why);
    }
    watch.wake();
  }

  /** Begins an attempt to get the key back, unless a call still hangs. */
  void recover() {
    if (calls.isIdle()) {
      calls.start(this::connectAgain);
    }
  }

  private void connectAgain() {
    try {
      connect(false);
    } catch (TokenException e) {
      staysLost(e.fault(), e.getMessage());
    } catch (RuntimeException | LinkageError e) {
      staysLost(KeyFault.MODULE_UNREACHABLE, "unexpected " + e);
    }
    watch.wake();
  }

  private synchronized void staysLost(KeyFault fault, String why) {
    if (!reach.isClosed()) {
      reach = Reach.lost(fault, why);
    }
  }

  /** May hang, so is called in a thread of {@link #calls} only. */
  private void connect(boolean create) {
    TokenConnection old;
    byte[] secret;
    synchronized (this) {
      requireOpen();
      old = spent;
      spent = null;
      secret = pin.clone();
    }
    try {
      if (old != null) {
        old.close();
      }
      accept(TokenConnection.open(settings, secret, create));
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private void accept(TokenConnection fresh) {
    try {
      synchronized (this) {
        requireOpen();
        if (kcv != null && !kcv.equals(fresh.kcv())) {
          throw new TokenException(KeyFault.MASTER_KEY_UNUSABLE, anotherKey(fresh.kcv()));
        }
        kcv = fresh.kcv();
        reach = Reach.through(fresh);
      }
    } catch (TokenException e) {
      fresh.close();
      throw e;
    }
  }

  private void requireOpen() {
    if (reach.isClosed()) {
      throw new TokenException(KeyFault.MODULE_UNREACHABLE, Reach.CLOSED.why());
    }
  }

  private String anotherKey(Kcv found) {
    return "another key in its place, with check value " + found + " instead of " + kcv;
  }

  private static byte[] utf8(char[] pin) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * pin.length);
    StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(pin), buffer, true);
    byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
    Arrays.fill(buffer.array(), (byte) 0);
    return bytes;
  }

  @Override
  public Kcv kcv() {
    return kcv;
  }

  @Override
  public String label() {
    return settings.toString();
  }

  @Override
  public boolean isInReach() {
    return reach.isInReach();
  }

  Reach reach() {
    return reach;
  }

  /**
   * Lets go of the token. If a call hangs in the library, that happens when it returns, and this
   * method does not wait for it longer than the time limit.
   */
  @Override
  public void close() {
    TokenConnection last;
    synchronized (this) {
      if (reach.isClosed()) {
        return;
      }
      last = reach.isInReach() ? reach.connection() : spent;
      spent = null;
      reach = Reach.CLOSED;
      Arrays.fill(pin, (byte) 0);
    }
    watch.wake();
    if (last != null) {
      last.giveUp(reach.why());
      try {
        calls.run(last::close, settings.limit());
      } catch (TokenException | KeyException e) {
        LOG.log(Level.WARNING, e, () -> "not yet let go of the library: " + settings);
      }
    }
    calls.close();
  }

  @Override
  public String toString() {
    return "TokenMasterKey[" + settings + ", kcv=" + kcv + "]";
  }
}

package org.openprepaid.key.master;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openprepaid.key.Kcv;
import org.openprepaid.key.KeyFault;

/**
 * Sessions with a token, logged in, and the master key found in it: in order until the first
 * failure, then given up as a whole.
 *
 * <p>The library is let go of only when no call is in it any more, also if that takes long: what
 * happens to a call beside {@code C_Finalize} is undefined (OASIS PKCS#11 base specification 2.40,
 * section 5.4).
 */
final class TokenConnection {
  /** Sessions, and so calls that can be under way at a time. */
  static final int SESSIONS = 4;

  private static final Logger LOG = Logger.getLogger(TokenConnection.class.getName());

  private final TokenLibrary library;
  private final Deque<TokenCmac> idle = new ArrayDeque<>();
  private final Kcv kcv;
  private int busy;

  /** The first failure; null as long as it is in order. */
  private String givenUp;

  private boolean closing;

  private TokenConnection(TokenLibrary library, List<TokenCmac> sessions) {
    this.library = library;
    idle.addAll(sessions);
    kcv = CheckValue.of(idle.peek()::of);
  }

  /**
   * Connects, logs in and finds the key; on one library one after the other, so that it can be
   * initialised anew between two attempts.
   *
   * @param create whether to make the key first
   * @throws TokenException with the fault that a caller is told
   */
  static TokenConnection open(TokenSettings settings, byte[] pin, boolean create) {
    TokenLibrary library = TokenLibrary.loaded(settings.library());
    synchronized (library) {
      Cryptoki cryptoki = library.enter();
      List<TokenCmac> sessions = new ArrayList<>();
      try {
        long slot = slot(cryptoki, settings.tokenLabel());
        openSessions(cryptoki, slot, settings.keyLabel(), pin, create, sessions);
        return new TokenConnection(library, sessions);
      } catch (RuntimeException e) {
        sessions.forEach(TokenCmac::close);
        library.leave();
        throw e;
      }
    }
  }

  private static void openSessions(
      Cryptoki cryptoki,
      long slot,
      String keyLabel,
      byte[] pin,
      boolean create,
      List<TokenCmac> sessions) {
    // while it is open the others are logged in as well
    long first = cryptoki.openSession(slot, create);
    long key;
    try {
      cryptoki.login(first, pin);
      if (create) {
        KeyObject.create(cryptoki, first, keyLabel);
      }
      key = KeyObject.find(cryptoki, first, keyLabel);
    } catch (RuntimeException e) {
      closeQuietly(cryptoki, first);
      throw e;
    }
    sessions.add(new TokenCmac(cryptoki, first, key));
    while (sessions.size() < SESSIONS) {
      sessions.add(new TokenCmac(cryptoki, cryptoki.openSession(slot, false), key));
    }
  }

  private static long slot(Cryptoki cryptoki, String tokenLabel) {
    List<String> others = new ArrayList<>();
    for (long slot : cryptoki.slots()) {
      TokenInfo token = cryptoki.tokenInfo(slot);
      if (token.label().equals(tokenLabel)) {
        token
            .reasonNotToLogIn()
            .ifPresent(
                reason -> {
                  throw new TokenException(KeyFault.TOKEN_REFUSED, reason);
                });
        return slot;
      }
      others.add(token.label());
    }
    throw new TokenException(
        KeyFault.MODULE_UNREACHABLE, "no token '" + tokenLabel + "', there are " + others);
  }

  /** A session that is closed by a token out of reach needs no closing. */
  static void closeQuietly(Cryptoki cryptoki, long session) {
    try {
      cryptoki.closeSession(session);
    } catch (TokenException e) {
      LOG.log(Level.FINE, "session not closed", e);
    }
  }

  /** The key's check value when the connection was opened. */
  Kcv kcv() {
    return kcv;
  }

  /** At most {@link #SESSIONS} threads at a time. */
  byte[] cmac(byte[] data) {
    TokenCmac session = take();
    try {
      return session.of(data);
    } catch (RuntimeException e) {
      giveUp(e.getMessage());
      throw e;
    } finally {
      giveBack(session);
    }
  }

  private synchronized TokenCmac take() {
    if (givenUp != null) {
      throw new TokenException(KeyFault.MODULE_UNREACHABLE, givenUp);
    }
    busy++;
    return idle.pop();
  }

  private void giveBack(TokenCmac session) {
    synchronized (this) {
      if (givenUp == null) {
        busy--;
        idle.push(session);
        return;
      }
    }
    session.close();
    done();
  }

  /** No call goes to the token from now on; does not call it itself. */
  synchronized void giveUp(String why) {
    if (givenUp == null) {
      givenUp = String.valueOf(why);
    }
  }

  /**
   * Closes what is idle, and leaves the library when the last call has returned. To be called once.
   */
  void close() {
    List<TokenCmac> sessions;
    giveUp("closed");
    synchronized (this) {
      closing = true;
      busy++;
      sessions = List.copyOf(idle);
      idle.clear();
    }
    sessions.forEach(TokenCmac::close);
    done();
  }

  private void done() {
    boolean last;
    synchronized (this) {
      busy--;
      last = closing && busy == 0;
    }
    if (last) {
      library.leave();
    }
  }
}

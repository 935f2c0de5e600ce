package org.openprepaid.key.master;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openprepaid.key.KeyFault;

/**
 * A PKCS#11 library and how many connections use it. {@code C_Initialize} and {@code C_Finalize}
 * are for the whole process: the first connection initialises it and the last one to go finalises
 * it, so it is made anew, as a lost token needs it, once nobody has a token in it in reach.
 *
 * <p>Each connection belongs to one token key. There is one object of this class for each library
 * in a class loader; if somebody outside of it has initialised the library, another deployment or
 * the Java platform's own PKCS#11 provider, that is accepted, and finalising left to them.
 */
final class TokenLibrary {
  private static final Logger LOG = Logger.getLogger(TokenLibrary.class.getName());
  private static final Map<Path, TokenLibrary> LOADED = new HashMap<>();

  private final Cryptoki cryptoki;
  private int users;
  private boolean initialisedHere;

  private TokenLibrary(Cryptoki cryptoki) {
    this.cryptoki = cryptoki;
  }

  /**
   * @throws TokenException {@link KeyFault#TOKEN_LIBRARY_UNUSABLE}
   */
  static TokenLibrary loaded(Path path) {
    Path real = real(path);
    synchronized (LOADED) {
      TokenLibrary library = LOADED.get(real);
      if (library == null) {
        library = new TokenLibrary(Cryptoki.load(real));
        LOADED.put(real, library);
      }
      return library;
    }
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new TokenException(KeyFault.TOKEN_LIBRARY_UNUSABLE, "no file " + path, e);
    }
  }

  /** To be followed by one {@link #leave}, after the last call. */
  synchronized Cryptoki enter() {
    if (users == 0) {
      initialisedHere = cryptoki.initialize();
    }
    users++;
    return cryptoki;
  }

  synchronized void leave() {
    users--;
    if (users == 0 && initialisedHere) {
      try {
        cryptoki.terminate();
      } catch (TokenException e) {
        // the next initialisation says what is wrong
        LOG.log(Level.FINE, e, () -> cryptoki + " cannot be finalised");
      }
    }
  }
}

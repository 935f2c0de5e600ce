package org.openprepaid.softpos.pos;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what the journal must keep of a card. A reversal needs the card number, and must be
 * possible after a restart, when nobody presents the card again; so the message that could have to
 * be reversed is kept, without tracks and PIN, under AES-256-GCM with a key made of the terminal
 * master key (HMAC-SHA-256), bound to terminal, batch and trace. Who has the journal but not the
 * master key learns no card number; who has the master key could read the line anyway.
 */
final class Seal {
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final String terminalId;
  private final SecureRandom random = new SecureRandom();

  Seal(TerminalIdentity identity) {
    this.terminalId = identity.terminalId();
    try {
      Mac hmac = Mac.getInstance("HmacSHA256");
      hmac.init(new SecretKeySpec(HexFormat.of().parseHex(identity.tmk()), "HmacSHA256"));
      byte[] derived =
          hmac.doFinal("OpenPrepaid terminal journal".getBytes(StandardCharsets.US_ASCII));
      this.key = new SecretKeySpec(derived, "AES");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("OP-1950 this JDK offers no HMAC-SHA-256", e);
    }
  }

  String seal(byte[] clear, int batch, int trace) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, batch, trace).doFinal(clear);
      byte[] whole = ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
      return Base64.getEncoder().encodeToString(whole);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("OP-1950 this JDK offers no AES-GCM", e);
    }
  }

  /**
   * @throws TerminalException {@code OP-1959} when it was sealed under another key or changed
   */
  byte[] open(String sealed, int batch, int trace) {
    byte[] whole = Base64.getDecoder().decode(sealed);
    try {
      return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(whole, NONCE), batch, trace)
          .doFinal(whole, NONCE, whole.length - NONCE);
    } catch (GeneralSecurityException e) {
      throw new TerminalException(
          "OP-1959", "the journal is sealed under another master key, or was changed", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, int batch, int trace)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    String bound = terminalId + "/" + batch + "/" + trace;
    cipher.updateAAD(bound.getBytes(StandardCharsets.US_ASCII));
    return cipher;
  }
}

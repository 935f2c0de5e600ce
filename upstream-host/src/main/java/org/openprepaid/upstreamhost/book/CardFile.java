package org.openprepaid.upstreamhost.book;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openprepaid.upstreamhost.HostException;
import org.openprepaid.upstreamhost.sample.SampleCard;

/**
 * The host's own cards. In the journal a card goes by a token, its number hashed under a key, so
 * that the number itself is not written anywhere.
 */
public final class CardFile {
  private static final int TOKEN_BYTES = 8;

  private final SecretKeySpec tokenKey;
  private final Map<String, SampleCard> byPan = new HashMap<>();
  private final Map<String, Long> balances = new HashMap<>();

  /**
   * The file of these cards.
   *
   * @param secret makes the tokens; the same after a restart
   */
  public CardFile(List<SampleCard> cards, byte[] secret) {
    tokenKey = new SecretKeySpec(secret, "HmacSHA256");
    for (SampleCard card : cards) {
      byPan.put(card.pan(), card);
      balances.put(token(card.pan()), card.balance());
    }
  }

  /** The card of this number, or null. */
  public SampleCard find(String pan) {
    return byPan.get(pan);
  }

  /** By token, to begin with. */
  public Map<String, Long> balances() {
    return balances;
  }

  /** 16 hexadecimal digits. */
  public String token(String pan) {
    try {
      Mac mac = Mac.getInstance(tokenKey.getAlgorithm());
      mac.init(tokenKey);
      byte[] hash = mac.doFinal(pan.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(Arrays.copyOf(hash, TOKEN_BYTES));
    } catch (GeneralSecurityException e) {
      throw new HostException("OP-1988", "this JDK cannot hash", e);
    }
  }
}

package org.openprepaid.sample;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiFunction;
import org.openprepaid.card.CardData;
import org.openprepaid.card.CardProduct;
import org.openprepaid.operator.Role;

/** Draws a {@link SamplePlan}. */
final class SampleDraw {
  /** What each sample card is loaded with: 1,000.00. */
  static final long BALANCE = 100_000;

  /** The smallest and largest sample, in terminals and in cards. */
  static final int MIN_TERMINALS = 1;

  static final int MAX_TERMINALS = 5_000;
  static final int MIN_CARDS = 2;
  static final int MAX_CARDS = 20_000;

  /** How many cards of others there are, at most. */
  private static final int FOREIGN_CARDS = 50;

  private static final int PASSWORD_BYTES = 18;
  private static final int TMK_BYTES = 16;

  private final SecureRandom random = new SecureRandom();
  private final BiFunction<CardProduct, Integer, List<CardData>> cardDraw;

  SampleDraw(BiFunction<CardProduct, Integer, List<CardData>> cardDraw) {
    this.cardDraw = cardDraw;
  }

  /**
   * @param terminals {@value #MIN_TERMINALS} to {@value #MAX_TERMINALS}
   * @param cards {@value #MIN_CARDS} to {@value #MAX_CARDS}, half of each product
   */
  SamplePlan plan(int terminals, int cards) {
    requireWithin("openprepaid.sample.terminals", terminals, MIN_TERMINALS, MAX_TERMINALS);
    requireWithin("openprepaid.sample.cards", cards, MIN_CARDS, MAX_CARDS);
    List<SamplePlan.CardLine> cardLines = new ArrayList<>(cards);
    cardLines.addAll(cards(SampleCatalogue.withPin(0), cards - cards / 2));
    cardLines.addAll(cards(SampleCatalogue.withoutPin(0), cards / 2));
    return new SamplePlan(
        List.of(
            operator("admin", Role.ADMINISTRATOR),
            operator("custodian1", Role.KEY_CUSTODIAN),
            operator("custodian2", Role.KEY_CUSTODIAN),
            operator("custodian3", Role.KEY_CUSTODIAN)),
        SampleCatalogue.MERCHANTS.stream()
            .map(shop -> new SamplePlan.MerchantLine(shop.merchantId(), shop.name(), ""))
            .toList(),
        terminals(terminals),
        cardLines,
        upstream(Math.min(cards, FOREIGN_CARDS)));
  }

  private SamplePlan.UpstreamLine upstream(int cards) {
    return new SamplePlan.UpstreamLine(
        SampleCatalogue.HOST,
        SampleCatalogue.INSTITUTION,
        masterKey(),
        masterKey(),
        masterKey(),
        cards(SampleCatalogue.ofOthers(), cards));
  }

  private static void requireWithin(String setting, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "OP-1011 " + setting + " must be " + min + " to " + max + ", not " + value);
    }
  }

  private List<SamplePlan.CardLine> cards(CardProduct product, int count) {
    List<CardData> drawn = cardDraw.apply(product, count);
    List<SamplePlan.CardLine> lines = new ArrayList<>(count);
    for (CardData card : drawn) {
      lines.add(
          new SamplePlan.CardLine(
              card.pan().digits(),
              card.track2(),
              card.pin().map(String::new).orElse(""),
              card.expiry(),
              BALANCE,
              product.code()));
      card.wipe();
    }
    return lines;
  }

  private List<SamplePlan.TerminalLine> terminals(int count) {
    List<SamplePlan.TerminalLine> lines = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      var shop = SampleCatalogue.MERCHANTS.get(i % SampleCatalogue.MERCHANTS.size());
      String terminalId = String.valueOf(10_000_001 + i);
      lines.add(new SamplePlan.TerminalLine(terminalId, shop.merchantId(), masterKey()));
    }
    return lines;
  }

  private SamplePlan.OperatorLine operator(String username, Role role) {
    return new SamplePlan.OperatorLine(username, password(), List.of(role.name()));
  }

  private String password() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A double-length key in odd parity, so that the file shows what is stored, bit by bit. */
  private String masterKey() {
    byte[] key = new byte[TMK_BYTES];
    do {
      random.nextBytes(key);
      for (int i = 0; i < key.length; i++) {
        int parity = Integer.bitCount(key[i] & 0xfe) & 1;
        key[i] = (byte) ((key[i] & 0xfe) | (parity ^ 1));
      }
    } while (Arrays.equals(key, 0, TMK_BYTES / 2, key, TMK_BYTES / 2, TMK_BYTES));
    String hex = HexFormat.of().withUpperCase().formatHex(key);
    Arrays.fill(key, (byte) 0);
    return hex;
  }
}

package org.openprepaid.sample;

import java.util.List;

/**
 * All that the sample institution consists of, secrets included: drawn once, written down before
 * anything of it exists, so that a load that was interrupted goes on with the same numbers, keys
 * and PINs.
 *
 * @param upstream the host that holds the cards of others; {@code null} in a sample of before there
 *     was one
 */
public record SamplePlan(
    List<OperatorLine> operators,
    List<MerchantLine> merchants,
    List<TerminalLine> terminals,
    List<CardLine> cards,
    UpstreamLine upstream) {

  public SamplePlan {
    operators = List.copyOf(operators);
    merchants = List.copyOf(merchants);
    terminals = List.copyOf(terminals);
    cards = List.copyOf(cards);
  }

  SamplePlan withMerchants(List<MerchantLine> enrolled) {
    return new SamplePlan(operators, enrolled, terminals, cards, upstream);
  }

  /** Only how much there is: the rest is secret. */
  @Override
  public String toString() {
    return operators.size()
        + " operators, "
        + merchants.size()
        + " merchants, "
        + terminals.size()
        + " terminals, "
        + cards.size()
        + " cards";
  }

  /** An operator and the password drawn for it. */
  public record OperatorLine(String username, String password, List<String> roles) {
    @Override
    public String toString() {
      return username;
    }
  }

  /**
   * A merchant.
   *
   * @param apiKey empty until the merchant is enrolled, for its registry draws it
   */
  public record MerchantLine(String merchantId, String name, String apiKey) {
    @Override
    public String toString() {
      return merchantId;
    }
  }

  /**
   * A terminal and its master key.
   *
   * @param tmk 32 hexadecimal digits
   */
  public record TerminalLine(String terminalId, String merchantId, String tmk) {
    @Override
    public String toString() {
      return terminalId;
    }
  }

  /**
   * An upstream host: a simulator plays it ({@code ./prepaid upstream}).
   *
   * @param host its name, which is also its zone of keys
   * @param institution how it knows us
   * @param zmk 32 hexadecimal digits, as the two working keys
   * @param cards the cards that it holds; their product is nothing to us
   */
  public record UpstreamLine(
      String host, String institution, String zmk, String zpk, String zak, List<CardLine> cards) {
    public UpstreamLine {
      cards = List.copyOf(cards);
    }

    @Override
    public String toString() {
      return host;
    }
  }

  /**
   * A card, clear.
   *
   * @param pin empty when the product has none
   * @param balance in minor units
   * @param product its code
   */
  public record CardLine(
      String pan, String track2, String pin, String expiry, long balance, String product) {
    @Override
    public String toString() {
      return "CardLine";
    }
  }
}

package org.openprepaid.sample;

import java.util.List;

/**
 * All that the sample institution consists of, secrets included: drawn once, written down before
 * anything of it exists, so that a load that was interrupted goes on with the same numbers, keys
 * and PINs.
 */
public record SamplePlan(
    List<OperatorLine> operators,
    List<MerchantLine> merchants,
    List<TerminalLine> terminals,
    List<CardLine> cards) {

  public SamplePlan {
    operators = List.copyOf(operators);
    merchants = List.copyOf(merchants);
    terminals = List.copyOf(terminals);
    cards = List.copyOf(cards);
  }

  SamplePlan withMerchants(List<MerchantLine> enrolled) {
    return new SamplePlan(operators, enrolled, terminals, cards);
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

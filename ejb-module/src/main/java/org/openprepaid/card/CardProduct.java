package org.openprepaid.card;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.util.regex.Pattern;
import org.openprepaid.key.KeyOwner;
import org.openprepaid.key.PinMethod;
import org.openprepaid.money.Currency;
import org.openprepaid.money.Money;

/**
 * What a kind of card promises: its number range, whether it has a PIN, its limits and how long it
 * is valid. Cards read their product at every transaction, so a changed limit holds at once.
 *
 * <p>A new product has no PIN, 1,000.00 as balance cap and as limit of one transaction, 30 days of
 * hold and 36 months of validity, until it is told otherwise.
 */
@Entity
@Table(name = "card_product")
@Access(AccessType.FIELD)
@NamedQuery(name = "CardProduct.byCode", query = "select p from CardProduct p where p.code = :code")
public class CardProduct {
  /** Length of every card number the platform issues. */
  public static final int PAN_LENGTH = 16;

  /** The institution as issuer of its own cards. */
  public static final String OWN_ISSUER = "OWN";

  private static final Pattern CODE = Pattern.compile("[A-Z0-9-]{1,16}");
  private static final Pattern BIN = Pattern.compile("[0-9]{6,10}");
  private static final long DEFAULT_LIMIT = 100_000;

  @Id private long id;
  private String code;
  private String name;

  @Enumerated(EnumType.STRING)
  private Currency currency;

  private String bin;

  @Column(name = "pan_length")
  private int panLength;

  @Column(name = "pin_required")
  private boolean pinRequired;

  @Column(name = "pin_length")
  private int pinLength;

  @Column(name = "pin_tries")
  private int pinTries;

  @Column(name = "balance_cap")
  private long balanceCap;

  @Column(name = "transaction_limit")
  private long transactionLimit;

  @Column(name = "credit_floor")
  private long creditFloor;

  @Column(name = "hold_days")
  private int holdDays;

  @Column(name = "validity_months")
  private int validityMonths;

  @Column(name = "service_code")
  private String serviceCode;

  private boolean active;
  private String issuer;

  @Enumerated(EnumType.STRING)
  @Column(name = "pin_method")
  private PinMethod pinMethod;

  @Column(name = "cvn_checked")
  private boolean cvnChecked;

  /** For the persistence provider. */
  protected CardProduct() {}

  /**
   * @param code 1 to 16 of {@code A-Z 0-9 -}, unique
   * @param name 1 to 80 characters, for people
   * @param bin the first 6 to 10 digits of its cards' numbers, its own
   */
  public CardProduct(long id, String code, String name, Currency currency, String bin) {
    require(CODE.matcher(code).matches(), "a product code has 1 to 16 of A-Z, 0-9 and -");
    require(!name.isBlank() && name.length() <= 80, "a product name has 1 to 80 characters");
    require(BIN.matcher(bin).matches(), "a BIN has 6 to 10 digits");
    this.id = id;
    this.code = code;
    this.name = name;
    this.currency = currency;
    this.bin = bin;
    this.panLength = PAN_LENGTH;
    this.pinLength = PinRule.DEFAULT_LENGTH;
    this.pinTries = 3;
    this.balanceCap = DEFAULT_LIMIT;
    this.transactionLimit = DEFAULT_LIMIT;
    this.holdDays = 30;
    this.validityMonths = 36;
    // 1: international, magnetic stripe; 2: authorise online; 1: no restriction
    this.serviceCode = "121";
    this.active = true;
    this.issuer = OWN_ISSUER;
    this.pinMethod = PinMethod.KEYED_HASH;
    this.cvnChecked = true;
  }

  /**
   * Its cards need a PIN.
   *
   * @param length 4 to 12 digits
   * @param tries wrong PINs in a row until the card is blocked for PIN, 1 to 9
   */
  public CardProduct withPin(int length, int tries) {
    require(tries >= 1 && tries <= 9, "a product allows 1 to 9 PIN tries");
    this.pinLength = new PinRule(length).length();
    this.pinTries = tries;
    this.pinRequired = true;
    // 0 as third digit: PIN required (ISO/IEC 7813)
    this.serviceCode = "120";
    return this;
  }

  /** How its PINs are verified, and whose keys serve its cards. */
  public CardProduct verifying(PinMethod method, String issuerName) {
    this.pinMethod = method;
    this.issuer = KeyOwner.issuer(issuerName).name();
    return this;
  }

  /** The most a card may hold, and the most one transaction may move. */
  public CardProduct withLimits(Money balanceCap, Money transactionLimit) {
    require(balanceCap.isPositive() && balanceCap.currency() == currency, "a positive balance cap");
    require(
        transactionLimit.isPositive() && transactionLimit.currency() == currency,
        "a positive transaction limit");
    this.balanceCap = balanceCap.minor();
    this.transactionLimit = transactionLimit.minor();
    return this;
  }

  /**
   * How long its cards and their holds last.
   *
   * @param months 1 to 240
   * @param holdDays 1 to 90
   */
  public CardProduct lasting(int months, int holdDays) {
    require(months >= 1 && months <= 240, "a card is valid for 1 to 240 months");
    require(holdDays >= 1 && holdDays <= 90, "a hold lasts 1 to 90 days");
    this.validityMonths = months;
    this.holdDays = holdDays;
    return this;
  }

  private static void require(boolean condition, String rule) {
    if (!condition) {
      throw new IllegalArgumentException("OP-1601 " + rule);
    }
  }

  public long id() {
    return id;
  }

  public String code() {
    return code;
  }

  public String name() {
    return name;
  }

  public Currency currency() {
    return currency;
  }

  public String bin() {
    return bin;
  }

  public int panLength() {
    return panLength;
  }

  public boolean isPinRequired() {
    return pinRequired;
  }

  public PinRule pinRule() {
    return new PinRule(pinLength);
  }

  public PinMethod pinMethod() {
    return pinMethod;
  }

  /** Whose keys serve its cards, by name in the key vault. */
  public String issuer() {
    return issuer;
  }

  /** Whether a stripe must carry the right card verification value. */
  public boolean isCvnChecked() {
    return cvnChecked;
  }

  public int pinTries() {
    return pinTries;
  }

  public Money balanceCap() {
    return Money.of(balanceCap, currency);
  }

  public Money transactionLimit() {
    return Money.of(transactionLimit, currency);
  }

  /** How far below zero a card may go; zero for prepaid cards. */
  public Money creditFloor() {
    return Money.of(creditFloor, currency);
  }

  public int holdDays() {
    return holdDays;
  }

  public int validityMonths() {
    return validityMonths;
  }

  /** Three digits of track 2 (ISO/IEC 7813). */
  public String serviceCode() {
    return serviceCode;
  }

  public boolean isActive() {
    return active;
  }
}

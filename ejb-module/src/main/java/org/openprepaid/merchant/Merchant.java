package org.openprepaid.merchant;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;

/**
 * Who accepts cards and is owed what they buy. What is owed stands in no column: it is the sum of
 * the postings of the merchant's ledger account (rule 9 of the architecture).
 */
@Entity
@Table(name = "merchant")
@Access(AccessType.FIELD)
@NamedQuery(
    name = "Merchant.byMerchantId",
    query = "select m from Merchant m where m.merchantId = :merchantId")
public class Merchant {
  /** Length of a merchant's public id, as ISO 8583 carries it. */
  public static final int ID_LENGTH = 15;

  private static final int MAX_NAME = 80;

  @Id private long id;

  @Column(name = "merchant_id", updatable = false)
  private String merchantId;

  private String name;

  @Column(name = "category_code")
  private String categoryCode;

  @Column(name = "payable_account_id", updatable = false)
  private long payableAccountId;

  @Column(name = "api_key_hash")
  private String apiKeyHash;

  private boolean active;

  /** For the persistence provider. */
  protected Merchant() {}

  /**
   * @param merchantId 15 letters and digits
   * @param name 1 to 80 characters, for people
   * @param categoryCode four digits (ISO 18245)
   * @param payableAccountId its MERCHANT_PAYABLE ledger account
   */
  Merchant(long id, String merchantId, String name, String categoryCode, long payableAccountId) {
    require(isMerchantId(merchantId), "a merchant id has 15 letters and digits");
    require(!name.isBlank() && name.length() <= MAX_NAME, "a merchant name has 1 to 80 characters");
    require(isDigits(categoryCode, 4), "a merchant category code has 4 digits");
    this.id = id;
    this.merchantId = merchantId;
    this.name = name;
    this.categoryCode = categoryCode;
    this.payableAccountId = payableAccountId;
    this.active = true;
  }

  private static void require(boolean condition, String rule) {
    if (!condition) {
      throw new IllegalArgumentException("OP-1206 " + rule);
    }
  }

  private static boolean isMerchantId(String text) {
    return text.length() == ID_LENGTH
        && text.chars().allMatch(c -> c < 128 && Character.isLetterOrDigit(c));
  }

  private static boolean isDigits(String text, int length) {
    return text.length() == length && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** The number of the row; other contexts refer to the merchant by it. */
  public long id() {
    return id;
  }

  /** The public id, 15 characters. */
  public String merchantId() {
    return merchantId;
  }

  public String name() {
    return name;
  }

  /** Four digits (ISO 18245). */
  public String categoryCode() {
    return categoryCode;
  }

  /** The ledger account of what it is owed. */
  public long payableAccountId() {
    return payableAccountId;
  }

  /** An inactive merchant's requests are refused, at the terminal and at the API. */
  public boolean isActive() {
    return active;
  }

  public void activate(boolean on) {
    active = on;
  }

  void give(ApiKey key) {
    apiKeyHash = key.hash();
  }

  boolean isProvedBy(String presentedKey) {
    return active && apiKeyHash != null && ApiKey.matches(presentedKey, apiKeyHash);
  }
}

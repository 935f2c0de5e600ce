package org.openprepaid.merchant;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.security.SecureRandom;
import java.util.Optional;
import org.openprepaid.id.TimeOrderedIds;
import org.openprepaid.money.Currency;

/** The merchants on the books. */
@Stateless
public class MerchantRegistry {
  private static final int MAX_KEY_LENGTH = 128;

  @PersistenceContext(unitName = "prepaid")
  private EntityManager entities;

  @Inject private TimeOrderedIds ids;
  private final SecureRandom random = new SecureRandom();

  /** For the container. */
  public MerchantRegistry() {}

  /**
   * Takes a merchant on: opens its payable account and draws its API key.
   *
   * @param merchantId 15 letters and digits, its own
   * @param name 1 to 80 characters
   * @param categoryCode four digits (ISO 18245)
   * @param currency what it is paid in
   * @throws IllegalArgumentException OP-1206 when one of them is malformed
   */
  public Enrolment enrol(String merchantId, String name, String categoryCode, Currency currency) {
    long accountId = ids.next();
    Merchant merchant = new Merchant(ids.next(), merchantId, name, categoryCode, accountId);
    ApiKey key = ApiKey.draw(random);
    merchant.give(key);
    openPayableAccount(accountId, merchant.id(), currency);
    entities.persist(merchant);
    return new Enrolment(merchant, key.clear());
  }

  /** The merchant of this public id. */
  public Optional<Merchant> find(String merchantId) {
    return entities
        .createNamedQuery("Merchant.byMerchantId", Merchant.class)
        .setParameter("merchantId", merchantId)
        .getResultStream()
        .findFirst();
  }

  /** The active merchant that this key proves; empty for a wrong key as for an unknown merchant. */
  public Optional<Merchant> authenticate(String merchantId, String presentedKey) {
    if (presentedKey.length() > MAX_KEY_LENGTH) {
      return Optional.empty();
    }
    return find(merchantId).filter(merchant -> merchant.isProvedBy(presentedKey));
  }

  private void openPayableAccount(long accountId, long merchantId, Currency currency) {
    entities
        .createNativeQuery(
            "INSERT INTO ledger_account (id, type, owner_id, currency, created_at)"
                + " VALUES (?1, 'MERCHANT_PAYABLE', ?2, ?3, UTC_TIMESTAMP(6))")
        .setParameter(1, accountId)
        .setParameter(2, merchantId)
        .setParameter(3, currency.alphaCode())
        .executeUpdate();
  }

  /**
   * A merchant just taken on.
   *
   * @param apiKey the clear key: shown once, kept only as a hash
   */
  public record Enrolment(Merchant merchant, String apiKey) {
    @Override
    public String toString() {
      return "Enrolment[" + merchant.merchantId() + "]";
    }
  }
}

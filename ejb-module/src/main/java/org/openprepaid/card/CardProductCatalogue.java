package org.openprepaid.card;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;

/** The products that cards are issued of. */
@Stateless
public class CardProductCatalogue {
  @PersistenceContext(unitName = "prepaid")
  private EntityManager entities;

  /** For the container. */
  public CardProductCatalogue() {}

  public Optional<CardProduct> find(String code) {
    return entities
        .createNamedQuery("CardProduct.byCode", CardProduct.class)
        .setParameter("code", code)
        .getResultStream()
        .findFirst();
  }

  public void add(CardProduct product) {
    entities.persist(product);
  }

  public boolean isEmpty() {
    return entities.createQuery("select count(p) from CardProduct p", Long.class).getSingleResult()
        == 0;
  }
}

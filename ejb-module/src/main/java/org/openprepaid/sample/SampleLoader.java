package org.openprepaid.sample;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.openprepaid.audit.AuditTrail;
import org.openprepaid.card.CardData;
import org.openprepaid.card.CardIssuing;
import org.openprepaid.card.CardProduct;
import org.openprepaid.card.CardProductCatalogue;
import org.openprepaid.card.Pan;

/**
 * Loads the sample institution: draw everything, write it down, then make it, step by step, each
 * step leaving out what is there. Killed anywhere, the next call goes on from the draft.
 */
@ApplicationScoped
class SampleLoader {
  private static final int TERMINALS_A_STEP = 500;

  private CardProductCatalogue products;
  private CardIssuing issuing;
  private SampleEnrolment enrolment;
  private SampleTopUps topUps;
  private SampleUpstream upstream;
  private AuditTrail audit;

  /** For the container's proxy. */
  SampleLoader() {}

  @Inject
  SampleLoader(
      CardProductCatalogue products,
      CardIssuing issuing,
      SampleEnrolment enrolment,
      SampleTopUps topUps,
      SampleUpstream upstream,
      AuditTrail audit) {
    this.products = products;
    this.issuing = issuing;
    this.enrolment = enrolment;
    this.topUps = topUps;
    this.upstream = upstream;
    this.audit = audit;
  }

  /**
   * @throws SampleException OP-1012 when the database holds an institution that this file does not
   *     describe
   */
  void load(SampleFile file, int terminals, int cards)
      throws IOException, InterruptedException, SQLException {
    SamplePlan plan = planOf(file, terminals, cards);
    enrolment.products();
    enrolment.operators(plan);
    plan = enrolment.merchants(plan, file);
    List<SamplePlan.TerminalLine> lines = plan.terminals();
    for (int from = 0; from < lines.size(); from += TERMINALS_A_STEP) {
      enrolment.terminals(lines.subList(from, Math.min(lines.size(), from + TERMINALS_A_STEP)));
    }
    for (CardProduct product : SampleCatalogue.products(0, 0)) {
      issue(product.code(), plan);
    }
    topUps.load(plan.cards());
    upstream.load(plan.upstream());
    audit.record(
        AuditTrail.SYSTEM, "SAMPLE_LOAD", file.path().getFileName().toString(), "DONE", "" + plan);
    file.publish();
  }

  private SamplePlan planOf(SampleFile file, int terminals, int cards) throws IOException {
    Optional<SamplePlan> draft = file.draft();
    if (draft.isPresent()) {
      return draft.get();
    }
    if (!products.isEmpty()) {
      throw SampleException.lasting(
          "OP-1012 the database holds card products already, but there is neither "
              + file.path()
              + " nor its draft: for a new sample empty the database (./prepaid reset), to keep"
              + " this one unset openprepaid.sample.file");
    }
    SamplePlan plan = new SampleDraw(issuing::draw).plan(terminals, cards);
    file.writeDraft(plan);
    return plan;
  }

  private void issue(String productCode, SamplePlan plan) {
    CardProduct product = products.find(productCode).orElseThrow();
    List<CardData> drawn =
        plan.cards().stream()
            .filter(line -> line.product().equals(productCode))
            .map(SampleLoader::cardData)
            .toList();
    try {
      issuing.issue(product, drawn);
    } finally {
      drawn.forEach(CardData::wipe);
    }
  }

  private static CardData cardData(SamplePlan.CardLine line) {
    char[] pin = line.pin().isEmpty() ? null : line.pin().toCharArray();
    return CardData.of(Pan.of(line.pan()), line.expiry(), line.track2(), pin);
  }
}

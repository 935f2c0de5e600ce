package org.openprepaid.sample;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.openprepaid.card.CardProduct;
import org.openprepaid.card.CardProductCatalogue;
import org.openprepaid.id.TimeOrderedIds;
import org.openprepaid.key.KeyAlgorithm;
import org.openprepaid.key.KeyName;
import org.openprepaid.key.KeyOwner;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.KeySpec;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.merchant.Merchant;
import org.openprepaid.merchant.MerchantRegistry;
import org.openprepaid.operator.OperatorDirectory;
import org.openprepaid.operator.Role;
import org.openprepaid.terminal.TerminalRegistry;

/**
 * The steps of the sample load that enrol somebody, each a transaction that leaves out what is
 * there already.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
public class SampleEnrolment {
  private CardProductCatalogue products;
  private OperatorDirectory operators;
  private MerchantRegistry merchants;
  private TerminalRegistry terminals;
  private SecurityModule securityModule;
  private TimeOrderedIds ids;

  /** For the container's proxy. */
  SampleEnrolment() {}

  @Inject
  SampleEnrolment(
      CardProductCatalogue products,
      OperatorDirectory operators,
      MerchantRegistry merchants,
      TerminalRegistry terminals,
      SecurityModule securityModule,
      TimeOrderedIds ids) {
    this.products = products;
    this.operators = operators;
    this.merchants = merchants;
    this.terminals = terminals;
    this.securityModule = securityModule;
    this.ids = ids;
  }

  public void products() {
    for (CardProduct product : SampleCatalogue.products(ids.next(), ids.next())) {
      if (products.find(product.code()).isEmpty()) {
        products.add(product);
      }
    }
  }

  public void operators(SamplePlan plan) {
    for (SamplePlan.OperatorLine line : plan.operators()) {
      if (operators.find(line.username()).isEmpty()) {
        operators.register(
            line.username(),
            line.password().toCharArray(),
            line.roles().stream().map(Role::valueOf).collect(Collectors.toSet()));
      }
    }
  }

  /**
   * Enrols the merchants and writes their new API keys into the draft before the commit: a kill
   * between the two leaves keys of merchants that do not exist, who are then enrolled anew, and
   * never merchants whose keys nobody knows.
   */
  public SamplePlan merchants(SamplePlan plan, SampleFile file) {
    List<SamplePlan.MerchantLine> lines = new ArrayList<>();
    for (SamplePlan.MerchantLine line : plan.merchants()) {
      lines.add(merchants.find(line.merchantId()).isPresent() ? line : enrolled(line));
    }
    SamplePlan known = plan.withMerchants(lines);
    try {
      file.writeDraft(known);
    } catch (IOException e) {
      // unchecked, so that the merchants are rolled back
      throw new UncheckedIOException(e);
    }
    return known;
  }

  private SamplePlan.MerchantLine enrolled(SamplePlan.MerchantLine line) {
    String category =
        SampleCatalogue.MERCHANTS.stream()
            .filter(shop -> shop.merchantId().equals(line.merchantId()))
            .map(SampleCatalogue.Shop::categoryCode)
            .findFirst()
            .orElseThrow(
                () -> SampleException.lasting("OP-1014 the draft names an unknown merchant"));
    MerchantRegistry.Enrolment enrolment =
        merchants.enrol(line.merchantId(), line.name(), category, SampleCatalogue.currency());
    return new SamplePlan.MerchantLine(line.merchantId(), line.name(), enrolment.apiKey());
  }

  public void terminals(List<SamplePlan.TerminalLine> lines) {
    Map<String, Long> merchantRows = new HashMap<>();
    for (SamplePlan.TerminalLine line : lines) {
      if (terminals.find(line.terminalId()).isEmpty()) {
        long merchant = merchantRows.computeIfAbsent(line.merchantId(), this::merchantRow);
        terminals.enrol(line.terminalId(), merchant, masterKey(line));
      }
    }
  }

  private long merchantRow(String merchantId) {
    return merchants
        .find(merchantId)
        .map(Merchant::id)
        .orElseThrow(() -> SampleException.lasting("OP-1014 the draft names an unknown merchant"));
  }

  private KeyRef masterKey(SamplePlan.TerminalLine line) {
    byte[] clear = HexFormat.of().parseHex(line.tmk());
    try {
      KeyName name = new KeyName(KeyOwner.terminal(line.terminalId()), KeyType.TMK, 1);
      return securityModule.combine(KeySpec.of(name, KeyAlgorithm.TDES_2KEY), List.of(clear));
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }
}

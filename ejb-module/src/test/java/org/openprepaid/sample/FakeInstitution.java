package org.openprepaid.sample;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.openprepaid.audit.AuditTrail;
import org.openprepaid.card.CardData;
import org.openprepaid.card.CardIssuing;
import org.openprepaid.card.CardLookup;
import org.openprepaid.card.CardProduct;
import org.openprepaid.card.CardProductCatalogue;
import org.openprepaid.card.CardStatus;
import org.openprepaid.card.CardSummary;
import org.openprepaid.card.Pan;
import org.openprepaid.id.TimeOrderedIds;
import org.openprepaid.key.KeyRef;
import org.openprepaid.merchant.Merchant;
import org.openprepaid.merchant.MerchantRegistry;
import org.openprepaid.money.Currency;
import org.openprepaid.operator.Operator;
import org.openprepaid.operator.OperatorDirectory;
import org.openprepaid.operator.Role;
import org.openprepaid.terminal.SoftKeys;
import org.openprepaid.terminal.Terminal;
import org.openprepaid.terminal.TerminalRegistry;
import org.openprepaid.transaction.Outcome;
import org.openprepaid.transaction.Request;
import org.openprepaid.transaction.ResponseCode;
import org.openprepaid.transaction.TransactionGateway;

/**
 * The services that the sample is loaded through, in memory. It dies at the chosen call, as a
 * server does, before or after that call took effect; what was committed by then stays.
 */
final class FakeInstitution {
  final Map<String, CardProduct> products = new LinkedHashMap<>();
  final Map<String, String> passwords = new LinkedHashMap<>();
  final Map<String, String> merchantKeys = new LinkedHashMap<>();
  final Map<String, KeyRef> terminals = new LinkedHashMap<>();
  final Map<Pan, Integer> cards = new LinkedHashMap<>();
  final Map<String, Request> topUps = new HashMap<>();
  final Set<String> hosts = new TreeSet<>();
  final List<String> audited = new ArrayList<>();

  private int callsToLive;
  private int keysDrawn;

  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  void dieAtCall(int call) {
    callsToLive = call;
  }

  void live() {
    callsToLive = Integer.MAX_VALUE;
  }

  private void call() {
    if (--callsToLive <= 0) {
      throw new Killed();
    }
  }

  private SampleUpstream upstream() {
    return new SampleUpstream() {
      @Override
      public void load(SamplePlan.UpstreamLine line) {
        call();
        hosts.add(line.host());
        call();
      }
    };
  }

  SampleLoader loader() {
    return new SampleLoader(
        catalogue(),
        issuing(),
        enrolment(),
        new SampleTopUps(gateway(), lookup()),
        upstream(),
        new AuditTrail() {
          @Override
          public void record(
              String actor, String action, String subject, String outcome, String detail) {
            call();
            audited.add(action + " " + detail);
          }
        });
  }

  private SampleEnrolment enrolment() {
    return new SampleEnrolment(
        catalogue(),
        directory(),
        merchants(),
        terminals(),
        SoftKeys.module(),
        new TimeOrderedIds(0, Clock.systemUTC())) {
      @Override
      public SamplePlan merchants(SamplePlan plan, SampleFile file) {
        Map<String, String> before = new LinkedHashMap<>(merchantKeys);
        try {
          SamplePlan known = super.merchants(plan, file);
          call();
          return known;
        } catch (Killed e) {
          // what the database does with a transaction that is not committed
          merchantKeys.clear();
          merchantKeys.putAll(before);
          throw e;
        }
      }
    };
  }

  private CardProductCatalogue catalogue() {
    return new CardProductCatalogue() {
      @Override
      public Optional<CardProduct> find(String code) {
        return Optional.ofNullable(products.get(code));
      }

      @Override
      public void add(CardProduct product) {
        call();
        products.put(product.code(), product);
        call();
      }

      @Override
      public boolean isEmpty() {
        return products.isEmpty();
      }
    };
  }

  private OperatorDirectory directory() {
    return new OperatorDirectory() {
      @Override
      public Optional<Operator> find(String username) {
        return passwords.containsKey(username) ? Optional.of(new Operator() {}) : Optional.empty();
      }

      @Override
      public void register(String username, char[] password, Set<Role> roles) {
        call();
        passwords.put(username, new String(password));
        call();
      }
    };
  }

  private MerchantRegistry merchants() {
    return new MerchantRegistry() {
      @Override
      public Optional<Merchant> find(String merchantId) {
        return merchantKeys.containsKey(merchantId)
            ? Optional.of(new Merchant() {})
            : Optional.empty();
      }

      @Override
      public Enrolment enrol(String id, String name, String categoryCode, Currency currency) {
        call();
        merchantKeys.put(id, "key-" + keysDrawn++);
        return new Enrolment(null, merchantKeys.get(id));
      }
    };
  }

  private TerminalRegistry terminals() {
    return new TerminalRegistry() {
      @Override
      public Optional<Terminal> find(String terminalId) {
        return terminals.containsKey(terminalId)
            ? Optional.of(new Terminal() {})
            : Optional.empty();
      }

      @Override
      public Terminal enrol(String terminalId, long merchantPk, KeyRef masterKey) {
        call();
        terminals.put(terminalId, masterKey);
        call();
        return new Terminal() {};
      }
    };
  }

  private CardIssuing issuing() {
    return new CardIssuing(null, SoftKeys.module()) {
      @Override
      public int issue(CardProduct product, List<CardData> drawn) {
        call();
        int before = cards.size();
        drawn.forEach(card -> cards.putIfAbsent(card.pan(), 1_000 + cards.size()));
        call();
        return cards.size() - before;
      }
    };
  }

  private CardLookup lookup() {
    return new CardLookup() {
      @Override
      public Optional<CardSummary> byNumber(Pan pan) {
        return Optional.ofNullable(cards.get(pan))
            .map(id -> new CardSummary(id, id, pan.masked(), "", CardStatus.ACTIVE, "2911"));
      }
    };
  }

  private TransactionGateway gateway() {
    return new TransactionGateway() {
      @Override
      public CompletionStage<Outcome> submit(Request request) {
        call();
        Request first = topUps.putIfAbsent(request.origin().key().value(), request);
        boolean same = first == null || first.amount().equals(request.amount());
        call();
        return CompletableFuture.completedFuture(
            Outcome.unrecorded(same ? ResponseCode.APPROVED : ResponseCode.DUPLICATE));
      }

      @Override
      public boolean isRunning() {
        return true;
      }
    };
  }
}

package org.openprepaid.micro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.annotation.Resource;
import jakarta.batch.operations.JobExecutionAlreadyCompleteException;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.QueueBrowser;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.awaitility.core.ConditionFactory;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openprepaid.database.OwnTransaction;
import org.openprepaid.key.KeyManagement;
import org.openprepaid.key.KeyName;
import org.openprepaid.key.KeyOwner;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.key.Validity;
import org.openprepaid.key.custody.Authority;
import org.openprepaid.key.custody.KeyCustody;
import org.openprepaid.money.Money;
import org.openprepaid.settlement.BusinessDay;
import org.openprepaid.softpos.pos.Outcome.Status;
import org.openprepaid.transaction.GroupFailedException;
import org.openprepaid.transaction.GroupTransaction;
import org.openprepaid.transaction.HandMadeGroup;
import org.openprepaid.transaction.Outcome;
import org.openprepaid.transaction.PresentedCard;
import org.openprepaid.transaction.Request;
import org.openprepaid.transaction.ResponseCode;
import org.openprepaid.transaction.TransactionGateway;

/**
 * What only a container can show: who is bound to whom, what commits and what rolls back, jobs, and
 * the day's end under way.
 */
@ExtendWith(ArquillianExtension.class)
class PlatformIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration A_MOMENT = Duration.ofMillis(300);
  private static final Duration STILLNESS_WITHIN = Duration.ofSeconds(10);
  private static final String HOLD_EXPIRY = "hold-expiry";
  private static final String KEY_RESEAL = "key-reseal";

  @Inject private TransactionGateway gateway;
  @Inject private GroupTransaction groups;
  @Inject private SecurityModule security;
  @Inject private BusinessDay businessDay;
  @Inject private Books books;
  @Inject private UserTransaction transaction;
  @Inject private KeyManagement keys;
  @Inject private OwnTransaction vault;

  @Resource(lookup = "java:comp/DefaultManagedExecutorService")
  private ManagedExecutorService tasks;

  @Resource(lookup = "jms/prepaid")
  private ConnectionFactory messaging;

  @Deployment
  static WebArchive prepaid() {
    return TestArchive.prepaid();
  }

  @Test
  void theMessageDrivenBeanIsBoundToTheAdapterAndThePlatformReady() throws Exception {
    loaded(sample());
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    ObjectName endpoint =
        new ObjectName(
            "org.openprepaid:type=Iso8583Endpoint,name=cup-" + setting("openprepaid.iso8583.port"));
    assertThat(beans.getAttribute(endpoint, "Active")).isEqualTo(true);

    HttpResponse<String> health = get("/health/ready");
    assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
  }

  private static HttpResponse<String> get(String path) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + setting("openprepaid.http.port") + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void theOutboxQueueIsReadByItsMessageDrivenBean() {
    try (JMSContext context = messaging.createContext()) {
      jakarta.jms.Queue outbox = context.createQueue("prepaid.outbox");
      context.createProducer().send(outbox, "not one of ours");

      waiting().until(() -> isEmpty(context, outbox));
    }
  }

  private static boolean isEmpty(JMSContext context, jakarta.jms.Queue queue) throws JMSException {
    try (QueueBrowser browser = context.createBrowser(queue)) {
      return !browser.getEnumeration().hasMoreElements();
    }
  }

  @Test
  @RunAsClient
  void aTerminalSignsInAndBuysOverItsSocket() {
    Path sample = loaded(Surroundings.sample());

    try (Counter counter = new Counter(sample, Surroundings.directory().resolve("terminal"))) {
      assertThat(counter.echo()).isEqualTo("00");
      assertThat(counter.signIn()).isEqualTo("00");

      var bought = counter.buy(30_00);
      assertThat(bought.status()).isEqualTo(Status.APPROVED);
      assertThat(bought.balance()).hasValue(970_00);
    }
  }

  @Test
  void anApprovalIsToldWhenItIsInTheLedgerAndNotBefore() throws Exception {
    Shop shop = shop();
    Request purchase = shop.purchase(shop.customer(), Shop.yuan(25));

    CompletionStage<Integer> entriesSeenWhenTold =
        books.whileGroupsWait(() -> gateway.submit(purchase).thenApply(this::postingsSeenByOthers));

    assertThat(told(entriesSeenWhenTold)).as("card and merchant").isEqualTo(2);
    assertThat(books.breaches()).isEmpty();
  }

  @Test
  void aGroupThatFailsLeavesNothingBehind() throws Exception {
    Shop shop = shop();
    PresentedCard customer = shop.customer();
    Request good = shop.purchase(customer, Shop.yuan(10));
    Request bad = shop.purchaseThatCannotBeWritten(customer, Shop.yuan(20));

    assertThatThrownBy(() -> groups.run(HandMadeGroup.of(security, good, bad)))
        .isInstanceOf(GroupFailedException.class);

    assertThat(books.recordsOf(good)).isZero();
    assertThat(books.recordsOf(bad)).isZero();
    assertThat(availableTo(customer, shop)).isEqualTo(Shop.yuan(1000));
    assertThat(books.breaches()).isEmpty();
  }

  @Test
  void theRequestsOfAFailedGroupAreTriedSingly() throws Exception {
    Shop shop = shop();
    PresentedCard customer = shop.customer();
    Request bad = shop.purchaseThatCannotBeWritten(customer, Shop.yuan(2));
    List<Request> requests =
        List.of(
            shop.purchase(customer, Shop.yuan(1)),
            shop.purchase(customer, Shop.yuan(4)),
            bad,
            shop.purchase(customer, Shop.yuan(8)));

    List<CompletionStage<Outcome>> stages =
        books.whileGroupsWait(() -> requests.stream().map(gateway::submit).toList());

    List<ResponseCode> codes = new ArrayList<>();
    for (CompletionStage<Outcome> stage : stages) {
      codes.add(told(stage).code());
    }

    assertThat(codes)
        .containsExactly(
            ResponseCode.APPROVED,
            ResponseCode.APPROVED,
            ResponseCode.SYSTEM_ERROR,
            ResponseCode.APPROVED);
    for (Request request : requests) {
      assertThat(books.recordsOf(request)).isEqualTo(request == bad ? 0 : 1);
    }
    assertThat(availableTo(customer, shop)).isEqualTo(Shop.yuan(1000 - 13));
    assertThat(books.breaches()).isEmpty();
  }

  @Test
  void theExpiryJobSetsADueHoldFreeOnce() throws Exception {
    Shop shop = shop();
    PresentedCard customer = shop.customer();
    long due = heldFor(customer, 300, shop);
    long notDue = heldFor(customer, 50, shop);
    books.letTimePassFor(due);

    long run = Jobs.run(HOLD_EXPIRY);

    assertThat(Jobs.itemsRead(run)).isEqualTo(1);
    assertThat(books.holdOf(due)).containsExactly("EXPIRED");
    assertThat(books.holdOf(notDue)).containsExactly("PENDING");
    assertThat(availableTo(customer, shop)).isEqualTo(Shop.yuan(950));

    JobOperator operator = BatchRuntime.getJobOperator();
    assertThatThrownBy(() -> operator.restart(run, new Properties()))
        .isInstanceOf(JobExecutionAlreadyCompleteException.class);
    assertThat(Jobs.itemsRead(Jobs.run(HOLD_EXPIRY))).isZero();
    assertThat(availableTo(customer, shop)).isEqualTo(Shop.yuan(950));
    assertThat(books.breaches()).isEmpty();
  }

  @Test
  void afterARotationTheJobSealsEveryBalanceAnew() throws Exception {
    Shop shop = shop();
    PresentedCard customer = shop.customer();
    KeyName before = rotated(KeyOwner.INSTITUTION, KeyType.BALANCE_SEALING);
    waiting().until(() -> !active(before).equals(before));
    assertThat(books.balancesUnder(before.version())).isPositive();
    assertThat(told(gateway.submit(shop.purchase(customer, Shop.yuan(1)))).code())
        .isEqualTo(ResponseCode.APPROVED);

    waiting().until(() -> Jobs.run(KEY_RESEAL) > 0 && books.balancesUnder(before.version()) == 0);

    assertThat(books.balancesUnder(active(before).version())).isPositive();
    assertThat(availableTo(customer, shop)).isEqualTo(Shop.yuan(1000 - 1));
    assertThat(Jobs.itemsRead(Jobs.run(KEY_RESEAL))).isZero();
    assertThat(get("/metrics").body())
        .containsPattern("openprepaid_key_reseal_left\\{[^}]*store=\"balances\"")
        .containsPattern("openprepaid_key_reseal_left\\{[^}]*store=\"cards\"");
    assertThat(books.breaches()).isEmpty();
  }

  /** The key before. */
  private KeyName rotated(KeyOwner owner, KeyType type) {
    KeyName before = security.activeKey(owner, type).orElseThrow().spec().name();
    new KeyCustody(keys, vault, List.of(), Clock.systemUTC())
        .rotate(
            Authority.of("custodian"),
            new KeyCustody.Wish(owner, type, type.usualAlgorithm(), false, Validity.ALWAYS));
    return before;
  }

  private KeyName active(KeyName like) {
    return security.activeKey(like.owner(), like.type()).orElseThrow().spec().name();
  }

  @Test
  void atCutOverEveryTransactionFallsInOneDay() throws Exception {
    Shop shop = shop();
    LocalDate today = businessDay.cutOver();
    Queue<Outcome> told = new ConcurrentLinkedQueue<>();
    AtomicBoolean closing = new AtomicBoolean();
    List<Future<?>> customers =
        Stream.generate(shop::customer)
            .limit(6)
            .<Future<?>>map(card -> tasks.submit(() -> buyUntil(closing, card, shop, told)))
            .toList();

    waiting().until(() -> told.size() >= 40);
    LocalDate tomorrow = cutOverWhileNobodyBuys(customers.size(), told);
    int sealed = books.recordsOf(shop.terminalId(), today);
    waiting().until(() -> told.stream().filter(one -> isOf(tomorrow, one)).count() >= 40);
    closing.set(true);
    for (Future<?> customer : customers) {
      customer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    assertThat(tomorrow).isEqualTo(today.plusDays(1));
    assertThat(books.recordsOf(shop.terminalId(), today))
        .as("a day that is over")
        .isEqualTo(sealed);
    assertThat(told).allMatch(outcome -> outcome.code().isApproved());
    assertThat(told).extracting(Outcome::businessDate).containsOnly(today, tomorrow);
    assertThat(books.daysOf(shop.terminalId()))
        .containsExactlyInAnyOrderElementsOf(told.stream().map(PlatformIT::inOneDay).toList());
    assertThat(books.breaches()).isEmpty();
  }

  /** Every customer may have been told meanwhile what was decided before, and nothing more. */
  private LocalDate cutOverWhileNobodyBuys(int customers, Queue<Outcome> told) throws Exception {
    transaction.begin();
    try {
      LocalDate tomorrow = businessDay.cutOver();
      int before = told.size();
      waiting()
          .atMost(STILLNESS_WITHIN)
          .during(A_MOMENT)
          .until(() -> told.size() <= before + customers);
      return tomorrow;
    } finally {
      transaction.commit();
    }
  }

  private static boolean isOf(LocalDate day, Outcome outcome) {
    return day.equals(outcome.businessDate());
  }

  private static String inOneDay(Outcome told) {
    String day = told.businessDate().toString();
    return told.transactionId() + " " + String.join("/", day, day, day);
  }

  private Void buyUntil(AtomicBoolean closing, PresentedCard card, Shop shop, Queue<Outcome> told)
      throws Exception {
    LocalDate last = LocalDate.MIN;
    while (!closing.get()) {
      Outcome outcome = told(gateway.submit(shop.purchase(card, Shop.yuan(1))));
      assertThat(outcome.businessDate()).as("a day never comes back").isAfterOrEqualTo(last);
      last = outcome.businessDate();
      told.add(outcome);
    }
    return null;
  }

  private Integer postingsSeenByOthers(Outcome outcome) {
    try {
      return tasks
          .submit(() -> books.postingsOf(outcome.transactionId()))
          .get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private long heldFor(PresentedCard customer, long yuan, Shop shop) throws Exception {
    Outcome held = told(gateway.submit(shop.preAuthorisation(customer, Shop.yuan(yuan))));
    assertThat(held.code()).isEqualTo(ResponseCode.APPROVED);
    return held.transactionId();
  }

  private Money availableTo(PresentedCard customer, Shop shop) throws Exception {
    return told(gateway.submit(shop.inquiry(customer))).available();
  }

  private static <T> T told(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static Shop shop() throws IOException {
    return new Shop(loaded(sample()));
  }

  private static Path sample() {
    return Path.of(setting("openprepaid.sample.file"));
  }

  private static String setting(String name) {
    return ConfigProvider.getConfig().getValue(name, String.class);
  }

  private static Path loaded(Path sample) {
    waiting().until(() -> Files.exists(sample));
    return sample;
  }

  /** In the same thread: another one would not belong to the application. */
  private static ConditionFactory waiting() {
    return await().atMost(PATIENCE).pollInSameThread();
  }
}

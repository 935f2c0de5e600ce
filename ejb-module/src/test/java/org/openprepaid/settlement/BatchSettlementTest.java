package org.openprepaid.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openprepaid.terminal.TestDatabase;
import org.openprepaid.transaction.ResponseCode;

class BatchSettlementTest {
  private static final String TERMINAL = "10000001";
  private static final String CARD = "622700******1234";
  private static final BatchTotals ONE_PURCHASE = new BatchTotals(1, 3_000, 0, 0);

  private int transactions;
  private final TestDatabase database = new TestDatabase();
  private final BatchSettlement settlement = new BatchSettlement(database.source());

  @BeforeEach
  void oneTerminalAndOneCard() {
    database.enrol("104110054110001", TERMINAL, "block");
    database.run(
        "INSERT INTO card_product (id, code, name, currency, bin, pan_length, pin_required,"
            + " pin_length, pin_tries, balance_cap, transaction_limit, hold_days, validity_months,"
            + " service_code, active) VALUES (1, 'GIFT', 'Gift', 'CNY', '622700', 16, FALSE, 6, 3,"
            + " 100000, 100000, 30, 36, '121', TRUE)");
    database.run(
        "INSERT INTO card (id, pan_hash, pan_sealed, pan_masked, product_id, account_id, expiry,"
            + " status, issued_at) VALUES (1, X'"
            + "00".repeat(32)
            + "', X'00', ?, 1, 100, '3012', 'ACTIVE', CURRENT_TIMESTAMP)",
        CARD);
  }

  @Test
  void totalsThatAgreeCloseTheBatchAtOnce() {
    transaction(1, "PURCHASE", "APPROVED", 3_000);

    assertThat(present(1, ONE_PURCHASE).result()).isEqualTo(BatchResult.BALANCED);

    assertThat(openBatch()).isEqualTo("2 OPEN");
    assertThat(settled(1)).isEqualTo("CLOSED 1");
  }

  @Test
  void anEmptyBatchBalancesAtZero() {
    assertThat(present(1, BatchTotals.NONE).result()).isEqualTo(BatchResult.BALANCED);
  }

  @Test
  void transactionsOfOtherBatchesAndTerminalsDoNotCount() {
    transaction(1, "PURCHASE", "APPROVED", 3_000);
    database.run("UPDATE transaction_record SET batch_number = 9");
    transaction(2, "PURCHASE", "APPROVED", 5_000);
    database.run("UPDATE transaction_record SET terminal_id = '10000002' WHERE trace = 2");

    assertThat(present(1, BatchTotals.NONE).result()).isEqualTo(BatchResult.BALANCED);
  }

  @Test
  void theSameTotalsAgainGetTheSameAnswerAndCloseNothingMore() {
    transaction(1, "PURCHASE", "APPROVED", 3_000);
    SettlementAnswer first = present(1, ONE_PURCHASE);

    assertThat(present(1, ONE_PURCHASE)).isEqualTo(first);
    assertThat(openBatch()).isEqualTo("2 OPEN");
  }

  @Test
  void otherTotalsOfABatchAlreadyPresentedAreRefused() {
    present(1, BatchTotals.NONE);

    assertThat(present(1, ONE_PURCHASE).code()).isEqualTo(ResponseCode.DUPLICATE);
  }

  @Test
  void anotherBatchThanTheOpenOneIsRefused() {
    assertThat(present(2, BatchTotals.NONE).code()).isEqualTo(ResponseCode.SIGN_IN_AGAIN);
    assertThat(openBatch()).isEqualTo("1 OPEN");
  }

  @Test
  void totalsOfForeignCardsNeverAgree() {
    SettlementAnswer answer = settlement.present(TERMINAL, 1, BatchTotals.NONE, ONE_PURCHASE);

    assertThat(answer.result()).isEqualTo(BatchResult.UNBALANCED);
  }

  @Test
  void theLastBatchNumberIsFollowedByTheFirst() {
    database.run("UPDATE terminal SET batch_number = ?", BatchSettlement.MAX_BATCH);

    present(BatchSettlement.MAX_BATCH, BatchTotals.NONE);

    assertThat(openBatch()).isEqualTo("1 OPEN");
  }

  @Test
  void totalsThatDifferMakeTheTerminalUploadAndTheEndClosesTheBatch() {
    transaction(1, "PURCHASE", "APPROVED", 3_000);
    transaction(2, "PURCHASE", "APPROVED", 500);

    assertThat(present(1, ONE_PURCHASE).result()).isEqualTo(BatchResult.UNBALANCED);
    assertThat(openBatch()).isEqualTo("1 UPLOADING");

    assertThat(upload(told(1, CARD, 3_000), told(2, CARD, 501), told(3, CARD, 70)))
        .isEqualTo(ResponseCode.APPROVED);
    assertThat(verdicts()).isEqualTo("1=MATCHED 2=AMOUNT_DIFFERS 3=UNKNOWN");

    assertThat(settlement.endUpload(TERMINAL, 1, 3)).isEqualTo(ResponseCode.APPROVED);
    assertThat(openBatch()).isEqualTo("2 OPEN");
    assertThat(settled(1)).isEqualTo("CLOSED 2");
  }

  @Test
  void totalsWaitForAHostThatIsStillAsked() {
    transaction(1, "PURCHASE", "PENDING", 3_000);

    assertThat(present(1, BatchTotals.NONE).code()).isEqualTo(ResponseCode.SYSTEM_ERROR);
    assertThat(openBatch()).isEqualTo("1 OPEN");

    database.run("UPDATE transaction_record SET state = 'APPROVED'");
    assertThat(present(1, ONE_PURCHASE).result()).isEqualTo(BatchResult.BALANCED);
  }

  @Test
  void aCardOfOthersIsMatchedByWhatItsHostWasAsked() {
    transaction(1, "PURCHASE", "APPROVED", 3_000);
    transaction(2, "PURCHASE", "DECLINED", 500);
    database.run("UPDATE transaction_record SET card_id = 0, upstream = 'CUPNET'");
    database.run(
        "INSERT INTO upstream_exchange SELECT id, 'CUPNET', 17, CURRENT_TIMESTAMP, '0200', X'01',"
            + " 1, X'00', '622848******4321', 'ANSWERED', '00', '778899', CURRENT_TIMESTAMP, NULL"
            + " FROM transaction_record");
    present(1, BatchTotals.NONE);

    upload(told(1, "622848******4321", 3_000), told(2, "622848******4321", 500));

    assertThat(verdicts()).isEqualTo("1=MATCHED 2=UNKNOWN");
  }

  @Test
  void aDetailOfAnotherCardOrOfAReversedTransactionIsUnknown() {
    transaction(1, "PURCHASE", "APPROVED", 3_000);
    transaction(2, "PURCHASE", "REVERSED", 500);
    transaction(2, "REVERSAL", "APPROVED", 500);
    present(1, BatchTotals.NONE);

    upload(told(1, "622700******9999", 3_000), told(2, CARD, 500));

    assertThat(verdicts()).isEqualTo("1=UNKNOWN 2=UNKNOWN");
  }

  @Test
  void detailsThatComeTwiceCountOnce() {
    transaction(1, "PURCHASE", "APPROVED", 3_000);
    present(1, BatchTotals.NONE);

    upload(told(1, CARD, 3_000));
    assertThat(upload(told(1, CARD, 3_000))).isEqualTo(ResponseCode.APPROVED);
    settlement.endUpload(TERMINAL, 1, 1);

    assertThat(settled(1)).isEqualTo("CLOSED 2");
    assertThat(upload(told(1, CARD, 3_000))).as("after the end").isEqualTo(ResponseCode.APPROVED);
    assertThat(settlement.endUpload(TERMINAL, 1, 1)).isEqualTo(ResponseCode.APPROVED);
    assertThat(openBatch()).isEqualTo("2 OPEN");
  }

  @Test
  void newDetailsOfAClosedBatchAreRefused() {
    present(1, BatchTotals.NONE);

    assertThat(upload(told(1, CARD, 3_000))).isEqualTo(ResponseCode.SIGN_IN_AGAIN);
  }

  @Test
  void anUploadThatLostDetailsClosesTheBatchAndIsMarkedForPeople() {
    present(1, ONE_PURCHASE);
    upload(told(1, CARD, 3_000));

    assertThat(settlement.endUpload(TERMINAL, 1, 2)).isEqualTo(ResponseCode.APPROVED);

    assertThat(settled(1)).isEqualTo("CLOSED 3");
    assertThat(present(1, ONE_PURCHASE).result())
        .as("the answer to the totals stays what it was")
        .isEqualTo(BatchResult.UNBALANCED);
  }

  @Test
  void theEndOfAnUploadAfterBalancedTotalsIsAccepted() {
    present(1, BatchTotals.NONE);

    assertThat(settlement.endUpload(TERMINAL, 1, 0)).isEqualTo(ResponseCode.APPROVED);
    assertThat(openBatch()).isEqualTo("2 OPEN");
    assertThat(settled(1)).isEqualTo("CLOSED 1");
  }

  @Test
  void anUploadOfABatchNeverPresentedIsRefused() {
    assertThat(upload(told(1, CARD, 3_000))).isEqualTo(ResponseCode.SIGN_IN_AGAIN);
    assertThat(settlement.endUpload(TERMINAL, 1, 0)).isEqualTo(ResponseCode.SIGN_IN_AGAIN);
    assertThat(openBatch()).isEqualTo("1 OPEN");
  }

  @Test
  void anUploadHasALimit() {
    present(1, ONE_PURCHASE);
    List<UploadedTransaction> full =
        IntStream.rangeClosed(1, BatchSettlement.MAX_DETAILS)
            .mapToObj(trace -> told(trace, CARD, 1))
            .toList();
    assertThat(settlement.upload(TERMINAL, 1, full)).isEqualTo(ResponseCode.APPROVED);

    assertThat(upload(told(10_000, CARD, 1))).isEqualTo(ResponseCode.FORMAT_ERROR);
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsReportedWithItsCode() {
    database.run("DROP TABLE batch_settlement");

    assertThatThrownBy(() -> present(1, BatchTotals.NONE)).hasMessageStartingWith("OP-1702");
  }

  private SettlementAnswer present(int batch, BatchTotals totals) {
    return settlement.present(TERMINAL, batch, totals, BatchTotals.NONE);
  }

  private ResponseCode upload(UploadedTransaction... details) {
    return settlement.upload(TERMINAL, 1, List.of(details));
  }

  private static UploadedTransaction told(int trace, String card, long amount) {
    return new UploadedTransaction("00", trace, card, amount);
  }

  private void transaction(int trace, String kind, String state, long amount) {
    database.run(
        "INSERT INTO transaction_record (id, business_date, kind, state, channel, request_key,"
            + " merchant_id, terminal_id, batch_number, trace, local_time, card_id, account_id,"
            + " amount, currency, response_code, auth_code, refunded, original_id, hold_id,"
            + " entry_id, evidence, decided_at) VALUES (?, CURRENT_DATE, ?, ?, 'POS', 'key',"
            + " '104110054110001', ?, 1, ?, CURRENT_TIMESTAMP, 1, 100, ?, 'CNY', '00',"
            + " '', 0, 0, 0, 0, '', CURRENT_TIMESTAMP)",
        ++transactions,
        kind,
        state,
        TERMINAL,
        trace,
        amount);
  }

  private String openBatch() {
    return database.ask("SELECT CONCAT(batch_number, ' ', batch_status) FROM terminal");
  }

  private String settled(int batch) {
    return database.ask(
        "SELECT CONCAT(status, ' ', result) FROM batch_settlement WHERE batch_number = " + batch);
  }

  private String verdicts() {
    return database.ask(
        "SELECT GROUP_CONCAT(CONCAT(trace, '=', verdict) ORDER BY trace SEPARATOR ' ')"
            + " FROM batch_upload_detail");
  }
}

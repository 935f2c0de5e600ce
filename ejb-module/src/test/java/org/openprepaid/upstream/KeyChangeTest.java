package org.openprepaid.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openprepaid.database.OwnTransaction;
import org.openprepaid.key.JdbcKeyRingStore;
import org.openprepaid.key.KeyAlgorithm;
import org.openprepaid.key.KeyManagement;
import org.openprepaid.key.KeyName;
import org.openprepaid.key.KeyOwner;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.KeySpec;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.ManagedKey;
import org.openprepaid.key.SoftSecurityModule;
import org.openprepaid.key.Validity;
import org.openprepaid.key.custody.Authority;
import org.openprepaid.key.custody.KeyCustody;
import org.openprepaid.terminal.TestDatabase;
import org.openprepaid.transaction.ResponseCode;

/** A host sends a new key, and the vault takes it in or leaves all as it was. */
class KeyChangeTest {
  private static final KeyOwner ZONE = KeyOwner.zone(Edge.CUPNET);
  private static final UpstreamHost CUPNET = Edge.host(Edge.CUPNET);
  private static final byte[] MESSAGE = "0200 and so on".getBytes(StandardCharsets.US_ASCII);

  private final TestDatabase database = new TestDatabase();
  private final SoftSecurityModule module =
      new SoftSecurityModule(TestZone.MASTER, new JdbcKeyRingStore(database.source()));
  private final KeyManagement management = module.management();
  private final OwnTransaction transactions = new InOneTransaction();
  private final KeyCustody custody =
      new KeyCustody(management, transactions, List.of(), Clock.systemUTC());
  private final ZoneKeys keys = new ZoneKeys(module);
  private final KeyChange change =
      new KeyChange(management, transactions, Clock.systemUTC(), module::refresh);
  private KeyRef zmk;

  private final class InOneTransaction implements OwnTransaction {
    @Override
    public <T> T run(Work<T> work) throws SQLException {
      try (Connection connection = database.source().getConnection()) {
        connection.setAutoCommit(false);
        try {
          T result = work.on(connection);
          connection.commit();
          return result;
        } catch (SQLException | RuntimeException e) {
          connection.rollback();
          throw e;
        }
      }
    }
  }

  @BeforeEach
  void theZoneHasItsMasterKey() {
    Authority custodian = Authority.of("custodian");
    KeyCustody.Wish wish =
        new KeyCustody.Wish(ZONE, KeyType.ZMK, KeyAlgorithm.TDES_2KEY, false, Validity.ALWAYS);
    ManagedKey made = custody.activate(custodian, custody.generate(custodian, wish).name());
    module.refresh();
    zmk = made.ref();
  }

  /** What the host puts in element 48. */
  private String element48(String told, KeyType type, byte[] clear) {
    KeyRef key = sentBy(type, clear);
    return told + management.checkValue(key).hex() + management.exportBlock(zmk, key);
  }

  private KeyRef sentBy(KeyType type, byte[] clear) {
    KeySpec spec = KeySpec.of(new KeyName(ZONE, type, 1), KeyAlgorithm.TDES_2KEY).exportable(true);
    return module.combine(spec, List.of(clear.clone()));
  }

  private String audited(String action, String outcome) {
    return database.ask(
        "SELECT COUNT(*) FROM audit_event WHERE actor = 'host/CUPNET' AND action = '"
            + action
            + "' AND outcome = '"
            + outcome
            + "'");
  }

  @Test
  void aNewMacKeyIsActiveAtOnceAndTheOneBeforeStillVerifies() {
    assertThat(change.take(Edge.CUPNET, element48("ZAK", KeyType.ZAK, TestZone.ZAK)))
        .isEqualTo(ResponseCode.APPROVED);
    byte[] before = keys.mac(CUPNET, MESSAGE);
    assertThat(before).isEqualTo(ClearCrypto.retailMac(TestZone.ZAK, MESSAGE));

    assertThat(change.take(Edge.CUPNET, element48("ZAK", KeyType.ZAK, TestZone.NEXT_ZAK)))
        .isEqualTo(ResponseCode.APPROVED);

    assertThat(keys.mac(CUPNET, MESSAGE))
        .isEqualTo(ClearCrypto.retailMac(TestZone.NEXT_ZAK, MESSAGE));
    assertThat(keys.isAuthentic(CUPNET, MESSAGE, before)).isTrue();
    assertThat(audited("KEY_IMPORT", "DONE")).isEqualTo("2");
    assertThat(audited("KEY_ACTIVATE", "DONE")).isEqualTo("2");
  }

  @Test
  void theSameKeyOnceMoreChangesNothing() {
    String sent = element48("ZAK", KeyType.ZAK, TestZone.ZAK);
    assertThat(change.take(Edge.CUPNET, sent)).isEqualTo(ResponseCode.APPROVED);

    assertThat(change.take(Edge.CUPNET, sent)).isEqualTo(ResponseCode.APPROVED);

    assertThat(audited("KEY_ACTIVATE", "DONE")).isEqualTo("1");
    assertThat(database.ask("SELECT COUNT(*) FROM managed_key WHERE type = 'ZAK'")).isEqualTo("1");
  }

  @Test
  void aKeyThatWasTakenInAndNotActivatedIsActivatedByARepetition() {
    String sent = element48("ZAK", KeyType.ZAK, TestZone.ZAK);
    KeyCustody.Wish wish =
        new KeyCustody.Wish(ZONE, KeyType.ZAK, KeyAlgorithm.TDES_2KEY, false, Validity.ALWAYS);
    custody.importBlock(
        Authority.of("host/CUPNET"), zmk.spec().name(), sent.substring(11), wish, null);

    assertThat(change.take(Edge.CUPNET, sent)).isEqualTo(ResponseCode.APPROVED);

    assertThat(keys.mac(CUPNET, MESSAGE)).isEqualTo(ClearCrypto.retailMac(TestZone.ZAK, MESSAGE));
  }

  @Test
  void anotherKeyUnderTheCheckValueOfTheActiveOneIsRefused() {
    String active = element48("ZAK", KeyType.ZAK, TestZone.ZAK);
    String other = element48("ZAK", KeyType.ZAK, TestZone.NEXT_ZAK);

    assertRefused(Edge.CUPNET, active.substring(0, 11) + other.substring(11));
  }

  @Test
  void aRecordedKeyCannotBeBroughtBack() {
    String recorded = element48("ZAK", KeyType.ZAK, TestZone.NEXT_ZAK);
    assertThat(change.take(Edge.CUPNET, recorded)).isEqualTo(ResponseCode.APPROVED);
    assertThat(change.take(Edge.CUPNET, element48("ZAK", KeyType.ZAK, TestZone.ZAK)))
        .isEqualTo(ResponseCode.APPROVED);

    assertThat(change.take(Edge.CUPNET, recorded)).isEqualTo(ResponseCode.DO_NOT_HONOUR);

    assertThat(keys.mac(CUPNET, MESSAGE)).isEqualTo(ClearCrypto.retailMac(TestZone.ZAK, MESSAGE));
    assertThat(audited("KEY_IMPORT", "REFUSED")).isEqualTo("1");
  }

  @Test
  void aNewPinKeyIsTheZonesOwn() {
    assertThat(change.take(Edge.CUPNET, element48("ZPK", KeyType.ZPK, TestZone.ZPK)))
        .isEqualTo(ResponseCode.APPROVED);

    assertThat(management.checkValue(keys.zpk(Edge.CUPNET)))
        .isEqualTo(management.checkValue(sentBy(KeyType.ZPK, TestZone.ZPK)));
    assertThat(keys.zpk(Edge.ALTNET)).isNull();
  }

  private void assertRefused(String host, String element48) {
    assertThat(change.take(Edge.CUPNET, element48("ZAK", KeyType.ZAK, TestZone.ZAK)))
        .isEqualTo(ResponseCode.APPROVED);

    assertThat(change.take(host, element48)).isEqualTo(ResponseCode.DO_NOT_HONOUR);

    assertThat(keys.mac(CUPNET, MESSAGE)).isEqualTo(ClearCrypto.retailMac(TestZone.ZAK, MESSAGE));
    assertThat(keys.zpk(Edge.CUPNET)).isNull();
    assertThat(audited("KEY_IMPORT", "DONE")).isEqualTo("1");
  }

  @Test
  void anotherCheckValueIsRefusedAndRecorded() {
    String right = element48("ZAK", KeyType.ZAK, TestZone.NEXT_ZAK);

    assertRefused(Edge.CUPNET, "ZAK" + "00000000" + right.substring(11));
    assertThat(audited("KEY_IMPORT", "REFUSED")).isEqualTo("1");
  }

  @Test
  void aChangedBlockIsRefused() {
    String right = element48("ZAK", KeyType.ZAK, TestZone.NEXT_ZAK);
    char last = right.charAt(right.length() - 1);

    assertRefused(Edge.CUPNET, right.substring(0, right.length() - 1) + (last == '0' ? '1' : '0'));
  }

  @Test
  void aMacKeyIsNotTakenForAPinKey() {
    assertRefused(Edge.CUPNET, element48("ZPK", KeyType.ZAK, TestZone.NEXT_ZAK));
  }

  @Test
  void aZoneWithoutMasterKeyTakesNoKeys() {
    assertRefused(Edge.ALTNET, element48("ZAK", KeyType.ZAK, TestZone.NEXT_ZAK));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "ZAK", "ZAK00000000", "ZMK00000000B0080", "zak00000000B0080"})
  void whatIsNoKeyAtAllIsMalformed(String element48) {
    assertThat(change.take(Edge.CUPNET, element48)).isEqualTo(ResponseCode.FORMAT_ERROR);
    assertThat(audited("KEY_IMPORT", "REFUSED")).isEqualTo("0");
  }
}

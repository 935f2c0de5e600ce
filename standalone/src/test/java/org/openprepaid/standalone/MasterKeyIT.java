package org.openprepaid.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openprepaid.standalone.KeyHouse.FIRST;
import static org.openprepaid.standalone.KeyHouse.SECOND;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openprepaid.key.Kcv;
import org.openprepaid.key.KeyAlgorithm;
import org.openprepaid.key.KeyManagement;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.KeySpec;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.SoftSecurityModule;
import org.openprepaid.key.custody.Authority;
import org.openprepaid.key.custody.MasterKeyChange;
import org.openprepaid.standalone.KeyHouse.Said;
import org.openprepaid.terminal.TerminalKeyStores;

/** The change of the local master key, on keys of every kind. */
class MasterKeyIT {
  private static final String BLOCKS =
      "SELECT key_block FROM managed_key WHERE key_block IS NOT NULL"
          + " UNION ALL SELECT key_block FROM key_component WHERE key_block IS NOT NULL"
          + " UNION ALL SELECT pik_block FROM terminal_session"
          + " UNION ALL SELECT mak_block FROM terminal_session";

  @TempDir private Path directory;
  private KeyHouse house;
  private SoftSecurityModule server;

  @BeforeEach
  void keepKeysOfEveryKind() throws Exception {
    house = KeyHouse.open(directory);
    server = house.server();
    house.by(FIRST, "generate --owner ZONE/ALPHA --type ZMK").done();
    house.byTwo(FIRST, SECOND, "destroy --yes ZONE/ALPHA:ZMK:1").done();
    house.by(FIRST, "rotate --owner TERMINAL/10000001 --type TMK").done();
    house.by(FIRST, "ceremony begin --owner ZONE/BETA --type ZMK --components 2").done();
    house.typing(FIRST, new TestComponents(5).plain(32), "ceremony enter ZONE/BETA:ZMK 1").done();
    for (String terminal : List.of("10000001", "10000002")) {
      house.execute(
          "INSERT INTO terminal_session VALUES ('%s', '%s', '%s', NOW())"
              .formatted(terminal, working(terminal, KeyType.PIK), working(terminal, KeyType.MAK)));
    }
    server.refresh();
  }

  private String working(String terminal, KeyType type) {
    return server.generate(KeySpec.working(terminal, type, KeyAlgorithm.TDES_2KEY)).value();
  }

  @AfterEach
  void everythingIsRecordedAndNothingTold() throws SQLException {
    house.auditIsIntact();
    house.keptItsSecrets();
    server.management().masterKeys().close();
    house.close();
  }

  @Test
  void everyKeyIsWrappedAnewAndServersFollow() throws SQLException {
    List<String> before = house.query(BLOCKS);
    List<Kcv> kcvs = checkValues(server.management(), before);
    Kcv first = server.management().masterKeys().kcv();

    Said changed = house.byTwo(FIRST, SECOND, "master change").done();

    List<String> after = house.query(BLOCKS);
    assertThat(after).hasSameSizeAs(before).doesNotContainAnyElementsOf(before);
    assertThat(server.refresh()).isTrue();
    assertThat(checkValues(server.management(), after)).isEqualTo(kcvs);
    assertThat(after).allMatch(block -> server.management().isCurrent(KeyRef.of(block)));
    Kcv second = server.management().masterKeys().kcv();
    assertThat(second).isNotEqualTo(first);
    assertThat(changed.out())
        .contains("generation   2", "check value  " + second, before.size() + " keys");
    assertThat(house.look("master show").done().out())
        .contains(house.keyStore().toString(), "generations [1, 2]", second.toString());
    assertThat(house.lastEvent())
        .isEqualTo(
            "custodian1+custodian2 MASTER_CHANGE local master key DONE generation 2, KCV "
                + second);
    assertThat(house.by(SECOND, "ceremony cancel ZONE/BETA:ZMK").status()).isZero();
  }

  @Test
  void whatStopsInTheMiddleChangesNothing() throws SQLException {
    List<String> before = house.query(BLOCKS);
    String vault = house.vault();
    KeyManagement module = house.module();
    MasterKeyChange change =
        new MasterKeyChange(
            module,
            new DirectTransactions(house.access()),
            List.of(
                new TerminalKeyStores(),
                (connection, replacement) -> {
                  throw new IllegalStateException("the power went");
                }),
            Clock.systemUTC());

    assertThatThrownBy(() -> change.change(new Authority(FIRST, SECOND)))
        .hasMessage("the power went");

    assertThat(house.query(BLOCKS)).isEqualTo(before);
    assertThat(house.vault()).isEqualTo(vault);
    assertThat(module.masterKeys().currentGeneration()).isEqualTo(1);
    assertThat(house.look("master show").out()).contains("generation   1");
    assertThat(server.refresh()).isFalse();
    house.byTwo(FIRST, SECOND, "master change").done();
    assertThat(house.look("master show").out()).contains("generation   2", "[1, 2]");
  }

  @Test
  void theOldKeyIsDeletedOnceNothingNeedsIt() throws SQLException {
    String old = house.query("SELECT mak_block FROM terminal_session").get(0);
    house.byTwo(FIRST, SECOND, "master change").done();
    String fresh = house.query("SELECT mak_block FROM terminal_session").get(0);
    putBack(old);
    String vault = house.vault();

    Said refused = house.byTwo(FIRST, SECOND, "master retire");

    refused.refused("OP-1531");
    assertThat(refused.err()).contains("1 stored keys");
    assertThat(house.lastEvent())
        .isEqualTo("custodian1+custodian2 MASTER_RETIRE local master key REFUSED OP-1531");
    assertThat(house.vault()).isEqualTo(vault);
    putBack(fresh);
    assertThat(house.byTwo(FIRST, SECOND, "master retire").done().out())
        .contains("deleted      1 generations", "generation   2");
    KeyManagement module = house.module();
    assertThat(new TreeSet<>(module.masterKeys().generations())).containsExactly(2);
    assertThat(checkValues(module, house.query(BLOCKS))).doesNotContainNull();
    assertThatThrownBy(() -> module.checkValue(KeyRef.of(old))).hasMessageStartingWith("OP-1507");
  }

  @Test
  void nobodyChangesItAlone() throws SQLException {
    List<String> before = house.query(BLOCKS);

    house.by(FIRST, "master change").refused("OP-1532");
    house.byTwo(FIRST, FIRST, "master change").refused("OP-1532");
    house.by(FIRST, "master retire").refused("OP-1532");

    assertThat(house.query(BLOCKS)).isEqualTo(before);
    assertThat(house.look("master show").out()).contains("generation   1", "generations [1]");
    assertThat(house.query("SELECT detail FROM audit_event WHERE action LIKE 'MASTER%'"))
        .containsExactly("OP-1532", "OP-1532", "OP-1532");
  }

  private void putBack(String block) throws SQLException {
    house.execute(
        "UPDATE terminal_session SET mak_block = '" + block + "' ORDER BY terminal_id LIMIT 1");
  }

  private static List<Kcv> checkValues(KeyManagement module, List<String> blocks) {
    return blocks.stream().map(KeyRef::of).map(module::checkValue).toList();
  }
}

package org.openprepaid.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openprepaid.standalone.KeyHouse.FIRST;
import static org.openprepaid.standalone.KeyHouse.SECOND;
import static org.openprepaid.standalone.KeyHouse.THIRD;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyName;
import org.openprepaid.key.custody.Authority;
import org.openprepaid.key.custody.KeyCustody;
import org.openprepaid.standalone.KeyHouse.Said;

/** The life of keys in the vault, as custodians lead it. */
class KeysIT {
  @TempDir private static Path directory;
  private static KeyHouse house;
  private static int zones;

  /** Each test has a zone of its own. */
  private final String zone = "ZONE/Z" + ++zones;

  @BeforeAll
  static void open() throws IOException {
    house = KeyHouse.open(directory);
  }

  @AfterEach
  void everythingIsRecordedAndNothingTold() throws SQLException {
    house.auditIsIntact();
    house.keptItsSecrets();
  }

  @AfterAll
  static void close() {
    if (house != null) {
      house.close();
    }
  }

  @Test
  void typesSayWhatKeysAreFor() {
    assertThat(house.look("types").done().out())
        .contains("ZMK", "ZONE/NAME", "zone master key", "AES_256 (usual)", "TDES_2KEY")
        .doesNotContain("COMPONENT");
  }

  @Test
  void aKeyGoesFromMadeToDestroyedAndItsHistoryStays() throws SQLException {
    generate("").done();
    assertThat(house.by(SECOND, "activate " + key(1)).done().out()).contains("ACTIVE");
    house.by(SECOND, "generate " + wish()).done();
    house.by(THIRD, "activate " + key(2)).done();
    assertThat(states()).containsExactly("SUPERSEDED", "ACTIVE");
    house.by(FIRST, "compromise " + key(1)).done();
    house.byTwo(FIRST, THIRD, "destroy --yes " + key(1)).done();

    assertThat(house.look("show " + key(1)).done().out())
        .containsSubsequence(
            "DESTROYED",
            "GENERATED    custodian1",
            "ACTIVE       custodian2",
            "SUPERSEDED   custodian3",
            "COMPROMISED  custodian1",
            "DESTROYED    custodian1+custodian3");
    assertThat(house.query("SELECT key_block FROM managed_key WHERE owner = '" + zone + "'"))
        .containsNull();
    refused("OP-1530", () -> house.by(FIRST, "activate " + key(1)));
    assertThat(house.query("SELECT actor FROM audit_event WHERE action = 'KEY_DESTROY'"))
        .contains("custodian1+custodian3");
  }

  @Test
  void anActiveKeyIsNotDestroyedNorANewOneMovedTheWrongWay() throws SQLException {
    generate("").done();
    refused("OP-1530", () -> house.by(FIRST, "supersede " + key(1)));
    house.by(FIRST, "activate " + key(1)).done();
    refused("OP-1530", () -> house.by(FIRST, "activate " + key(1)));
    refused("OP-1530", () -> house.byTwo(FIRST, SECOND, "destroy --yes " + key(1)));
    refused("OP-1529", () -> house.by(FIRST, "activate " + key(9)));
  }

  @Test
  void nobodyDestroysAlone() throws SQLException {
    generate("").done();

    refused("OP-1532", () -> house.by(FIRST, "destroy --yes " + key(1)));
    refused("OP-1532", () -> house.byTwo(FIRST, FIRST, "destroy --yes " + key(1)));
  }

  @Test
  void whoDoesNotTypeTheNameAgainDestroysNothing() throws SQLException {
    generate("").done();
    String before = house.vault();
    String passwords = KeyHouse.password(FIRST) + "\n" + KeyHouse.password(SECOND) + "\n";
    String[] destroy =
        ("keys destroy --operator custodian1 --second custodian2 " + key(1)).split(" ");

    house.run(passwords + key(2) + "\n", destroy).refused("OP-1913");
    house.run(passwords, destroy).refused("OP-1913");
    assertThat(house.vault()).isEqualTo(before);

    house.run(passwords + key(1) + "\n", destroy).done();
    assertThat(states()).containsExactly("DESTROYED");
  }

  @Test
  void aTerminalsKeyStaysWhileItSignsInWithIt() throws SQLException {
    house.execute("INSERT INTO ledger_account VALUES (900, 'MERCHANT_PAYABLE', 900, 'CNY', NOW())");
    house.execute(
        "INSERT INTO merchant (id, merchant_id, name, category_code, payable_account_id, active)"
            + " VALUES (900, '900000000000001', 'Shop', '5411', 900, TRUE)");
    house.execute(
        "INSERT INTO terminal (id, terminal_id, merchant_pk, active, batch_number, batch_status)"
            + " VALUES (900, '90000001', 900, TRUE, 1, 'OPEN')");
    String tmk = "TERMINAL/90000001:TMK:";
    house.by(FIRST, "rotate --owner TERMINAL/90000001 --type TMK").done();
    String before = house.vault();

    assertThat(house.look("show " + tmk + 1).out()).contains("90000001 signs in with it");
    Said refused = house.by(FIRST, "supersede " + tmk + 1);

    refused.refused("OP-1531");
    assertThat(refused.err()).contains("terminal 90000001 signs in with it");
    assertThat(house.vault()).isEqualTo(before);
    house.by(FIRST, "rotate --owner TERMINAL/90000001 --type TMK").done();
    house.byTwo(FIRST, SECOND, "destroy --yes " + tmk + 1).done();
  }

  @Test
  void whatSomethingUsesIsNotDestroyed() throws SQLException {
    generate("").done();
    house.by(FIRST, "compromise " + key(1)).done();
    KeyCustody custody =
        new KeyCustody(
            house.module(),
            new DirectTransactions(house.access()),
            List.of((connection, name) -> List.of("3 balances under " + name)),
            Clock.systemUTC());
    String before = house.vault();

    assertThatThrownBy(() -> custody.destroy(new Authority(FIRST, SECOND), KeyName.parse(key(1))))
        .isInstanceOf(KeyException.class)
        .hasMessage("OP-1531 key in use: %s: 3 balances under %s", key(1), key(1));
    assertThat(house.vault()).isEqualTo(before);
    assertThat(house.lastEvent())
        .isEqualTo("custodian1+custodian2 KEY_DESTROY " + key(1) + " REFUSED OP-1531");
  }

  @Test
  void whatFollowsAKeyIsLikeIt() throws SQLException {
    house.by(FIRST, "rotate " + wish() + " --algorithm AES_128 --exportable").done();

    assertThat(house.by(FIRST, "rotate " + wish()).done().out())
        .contains(key(2), "ACTIVE", "AES_128", "may leave    yes");
    assertThat(house.by(FIRST, "rotate " + wish() + " --no-exportable").done().out())
        .contains(key(3), "AES_128", "may leave    no");
    assertThat(states()).containsExactly("SUPERSEDED", "SUPERSEDED", "ACTIVE");
  }

  @Test
  void aKeyIsUsedOnItsDaysOnly() throws SQLException {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    generate("--valid-from " + today.plusDays(2)).done();

    refused("OP-1528", () -> house.by(FIRST, "activate " + key(1)));
    refused("OP-1527", () -> generate("--valid-from 2020-01-01 --valid-to 2020-12-31"));
    generate("--valid-from 2031-01-01 --valid-to 2030-01-01").refused("OP-1527");
    refused("OP-1509", () -> generate("--algorithm DES"));
  }

  @Test
  void pagesLeaveNoKeyOut() throws SQLException {
    for (int version = 1; version <= 3; version++) {
      generate("").done();
      house.by(FIRST, "generate --owner " + zone + " --type ZAK").done();
    }

    StringBuilder seen = new StringBuilder();
    String page = house.look("list --limit 2 --owner " + zone).done().out();
    while (page.contains("more: ")) {
      seen.append(page);
      String after = page.substring(page.indexOf("--after"), page.lastIndexOf('\n'));
      page = house.look("list --limit 2 --owner " + zone + " " + after).done().out();
    }

    List<String> names =
        Stream.concat(seen.toString().lines(), page.lines())
            .filter(line -> line.startsWith("ZONE"))
            .map(line -> line.split(" ", 2)[0])
            .toList();
    assertThat(names)
        .containsExactly(zone + ":ZAK:1", zone + ":ZAK:2", zone + ":ZAK:3", key(1), key(2), key(3));
  }

  @Test
  void terminalsKeysAreListedOnRequest() {
    house.by(FIRST, "generate --owner TERMINAL/70000001 --type TMK").done();

    assertThat(house.look("list").done().out())
        .contains("INSTITUTION:PAN_LOOKUP:1", "ISSUER/OWN:CVK:1")
        .doesNotContain("TERMINAL/");
    assertThat(house.look("list --all-terminals").out()).contains("TERMINAL/70000001:TMK:1");
    assertThat(house.look("list --owner TERMINAL/7").out()).contains("TERMINAL/70000001:TMK:1");
    assertThat(house.look("list --limit 0").status()).isEqualTo(2);
  }

  @Test
  void aWrongCommandLineIsToldAsSuch() {
    for (String wrong :
        List.of(
            "",
            "nothing",
            "show",
            "show ZONE/ALPHA",
            "show ZONE/ALPHA:TMK:1",
            "ceremony",
            "generate --owner ALPHA --type ZMK",
            "generate --owner ZONE/ALPHA --type XYZ",
            "ceremony enter ZONE/ALPHA:ZMK one",
            "ceremony complete ZONE/ALPHA:ZMK --kcv 12",
            "master")) {
      Said said = house.look(wrong);
      assertThat(said.status()).as(wrong).isEqualTo(2);
      assertThat(said.err()).as(wrong).isNotEmpty();
    }
    assertThat(house.look("ceremony enter --help").done().out()).contains("keep the receipt");
  }

  private String wish() {
    return "--owner " + zone + " --type ZMK";
  }

  private String key(int version) {
    return zone + ":ZMK:" + version;
  }

  private Said generate(String options) {
    return house.by(FIRST, "generate " + wish() + " " + options);
  }

  private List<String> states() throws SQLException {
    return house.query(
        "SELECT state FROM managed_key WHERE owner = '" + zone + "' ORDER BY version");
  }

  /** Refused, recorded as refused, and nothing else has changed. */
  private void refused(String code, Supplier<Said> act) throws SQLException {
    String before = house.vault();
    act.get().refused(code);
    assertThat(house.lastEvent()).contains(zone).endsWith(" REFUSED " + code);
    assertThat(house.vault()).isEqualTo(before);
  }
}

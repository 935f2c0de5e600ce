package org.openprepaid.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.standalone.KeyHouse.FIRST;
import static org.openprepaid.standalone.KeyHouse.SECOND;
import static org.openprepaid.standalone.KeyHouse.THIRD;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openprepaid.standalone.KeyHouse.Said;

/** Keys as components, from the custodians' side. */
class CeremonyIT {
  private static final Pattern GROUPED = Pattern.compile("(?m)^([0-9A-F]{4} )+[0-9A-F]{4}$");

  @TempDir private static Path directory;
  private static KeyHouse house;
  private static int zones;

  private final TestComponents components = new TestComponents(zones);

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
  void threeCustodiansMakeTheKeyThatIsTheXorOfTheirComponents() throws Exception {
    String[] sheets = {components.des(16), components.des(16), components.des(16)};
    String kcv = TestComponents.kcv(TestComponents.xor(sheets));
    begin("--algorithm TDES_2KEY --components 3");

    for (int i = 0; i < 3; i++) {
      String custodian = "custodian" + (i + 1);
      String own = TestComponents.kcv(sheets[i]);
      Said receipt =
          house.typing(
              custodian,
              TestComponents.grouped(sheets[i]),
              "ceremony enter " + zone + ":ZMK " + (i + 1) + " --kcv " + own.substring(0, 6));
      assertThat(receipt.done().out())
          .contains(zone + ":ZMK:1", (i + 1) + " of 3", own, custodian, " UTC");
    }
    assertThat(house.look("ceremony list").done().out()).contains("component 3  custodian3");
    Said complete = house.by(SECOND, "ceremony complete " + zone + ":ZMK --activate --kcv " + kcv);

    assertThat(complete.done().out()).contains(kcv, "ACTIVE", SECOND);
    assertThat(house.query("SELECT kcv FROM managed_key WHERE owner = '" + zone + "'"))
        .containsExactly(kcv);
    assertThat(rows()).isEqualTo("0 0");
    assertThat(house.look("show " + zone + ":ZMK:1").out())
        .containsSubsequence("COMBINED", SECOND, "ACTIVE", SECOND);
    assertThat(events())
        .containsSubsequence(
            "custodian1 CEREMONY_BEGIN DONE",
            "custodian1 CEREMONY_ENTER DONE",
            "custodian2 CEREMONY_ENTER DONE",
            "custodian3 CEREMONY_ENTER DONE",
            "custodian2 CEREMONY_COMPLETE DONE",
            "custodian2 KEY_ACTIVATE DONE");
  }

  @Test
  void twoComponentsOfAnAesKeyNeedNoParity() {
    begin("--components 2");
    enter(FIRST, 1, components.plain(32)).done();
    enter(SECOND, 2, components.plain(32)).done();

    Said complete = house.by(THIRD, "ceremony complete " + zone + ":ZMK");

    assertThat(complete.done().out()).contains("AES_256", "PENDING", "keys activate " + zone);
  }

  @Test
  void nobodyEntersTwoComponents() throws SQLException {
    begin("--algorithm TDES_2KEY --components 2");
    enter(SECOND, 1, components.des(16)).done();

    refused("OP-1532", () -> enter(SECOND, 2, components.des(16)));
  }

  @Test
  void whoBeganDoesNotComplete() throws SQLException {
    begin("--algorithm TDES_2KEY --components 2");
    enter(FIRST, 1, components.des(16)).done();
    enter(SECOND, 2, components.des(16)).done();

    refused("OP-1532", () -> house.by(FIRST, "ceremony complete " + zone + ":ZMK"));
    house.by(SECOND, "ceremony complete " + zone + ":ZMK").done();
  }

  @ParameterizedTest
  @CsvSource({
    "OP-1510, 0123456789ABCDEF, ''",
    "OP-1510, 0123456789ABCDEFFEDCBA98765432100123456789ABCDEF, ''",
    "OP-1533, 0123456789ABCDEFFEDCBA9876543211, ''",
    "OP-1534, 0123456789ABCDEFFEDCBA9876543210, --kcv 000000",
  })
  void aWrongComponentIsNotKept(String code, String component, String kcv) throws SQLException {
    begin("--algorithm TDES_2KEY --components 2");

    refused(code, () -> house.typing(FIRST, component, "ceremony enter " + zone + ":ZMK 1 " + kcv));
    enter(FIRST, 1, "0123456789ABCDEFFEDCBA9876543210").done();
  }

  @ParameterizedTest
  @CsvSource({"0123456789ABCDE", "0123456789ABCDEG", "''", "' '", "0123-4567"})
  void whatIsNotHexadecimalIsNotEvenTried(String text) throws SQLException {
    begin("--algorithm TDES_2KEY --components 2");
    String before = house.vault();

    house
        .run(
            KeyHouse.password(FIRST) + "\n" + text + "\n",
            ("keys ceremony enter " + zone + ":ZMK 1 --operator " + FIRST).split(" "))
        .refused("OP-1913");
    assertThat(house.vault()).isEqualTo(before);
  }

  @Test
  void eachNumberIsEnteredOnceAndIsOneOfThem() throws SQLException {
    begin("--algorithm TDES_2KEY --components 2");
    enter(FIRST, 2, components.des(16)).done();

    refused("OP-1536", () -> enter(SECOND, 2, components.des(16)));
    refused("OP-1536", () -> enter(SECOND, 3, components.des(16)));
    refused("OP-1536", () -> enter(SECOND, 0, components.des(16)));
    refused("OP-1536", () -> house.by(SECOND, "ceremony complete " + zone + ":ZMK"));
  }

  @Test
  void aKeyWithAnotherCheckValueIsNotMadeAndTheCeremonyGoesOn() throws Exception {
    String[] sheets = {components.des(16), components.des(16)};
    begin("--algorithm TDES_2KEY --components 2");
    enter(FIRST, 1, sheets[0]).done();
    enter(SECOND, 2, sheets[1]).done();

    refused("OP-1534", () -> house.by(THIRD, "ceremony complete " + zone + ":ZMK --kcv 000000"));

    String kcv = TestComponents.kcv(TestComponents.xor(sheets));
    house.by(THIRD, "ceremony complete " + zone + ":ZMK --kcv " + kcv).done();
  }

  @Test
  void componentsThatMakeAWeakKeyMakeNone() throws SQLException {
    String sheet = components.des(16);
    begin("--algorithm TDES_2KEY --components 2");
    enter(FIRST, 1, sheet).done();
    enter(SECOND, 2, sheet).done();

    refused("OP-1510", () -> house.by(THIRD, "ceremony complete " + zone + ":ZMK"));
  }

  @Test
  void whatIsCancelledLeavesNothing() throws SQLException {
    begin("--algorithm TDES_2KEY --components 2");
    enter(FIRST, 1, components.des(16)).done();
    assertThat(rows()).isEqualTo("1 1");

    house.by(THIRD, "ceremony cancel " + zone + ":ZMK").done();

    assertThat(rows()).isEqualTo("0 0");
    refused("OP-1535", () -> enter(SECOND, 2, components.des(16)));
    refused("OP-1535", () -> house.by(SECOND, "ceremony cancel " + zone + ":ZMK"));
  }

  @Test
  void whatRanOutLeavesNothing() throws SQLException {
    begin("--algorithm TDES_2KEY --components 2");
    enter(FIRST, 1, components.des(16)).done();
    runOut();

    assertThat(house.look("ceremony list").done().out()).doesNotContain(zone);

    assertThat(rows()).isEqualTo("0 0");
    assertThat(house.lastEvent()).isEqualTo("system CEREMONY_EXPIRE key ceremonies DONE " + slot());
    refused("OP-1535", () -> enter(SECOND, 2, components.des(16)));
  }

  @Test
  void oneCeremonyOfAKeyAtATime() throws SQLException {
    begin("--components 2");

    refused("OP-1536", () -> house.by(SECOND, "ceremony begin " + wish() + " --components 2"));
    refused("OP-1510", () -> house.by(SECOND, "ceremony begin " + wish() + " --components 4"));
  }

  @Test
  void whatIsMadeMeanwhileDoesNotTakeTheCeremonysVersion() {
    begin("--algorithm TDES_2KEY --components 2");
    enter(FIRST, 1, components.des(16)).done();
    assertThat(house.by(THIRD, "generate " + wish()).done().out()).contains(slot() + ":2");
    enter(SECOND, 2, components.des(16)).done();

    Said complete = house.by(THIRD, "ceremony complete " + slot());

    assertThat(complete.done().out()).contains(slot() + ":1");
  }

  @Test
  void aKeyLeavesAsComponentsThatMakeItAgain() throws Exception {
    String kcv = made("--algorithm TDES_2KEY --exportable");
    house.byTwo(FIRST, SECOND, "ceremony export " + slot() + ":1 --components 2").done();
    assertThat(rows()).isEqualTo("1 2");

    String first = taken(SECOND, 1);
    refused("OP-1532", () -> house.by(SECOND, "ceremony take " + slot() + " 2"));
    refused("OP-1536", () -> house.by(THIRD, "ceremony take " + slot() + " 1"));
    String second = taken(THIRD, 2);

    assertThat(TestComponents.kcv(TestComponents.xor(first, second))).isEqualTo(kcv);
    assertThat(rows()).isEqualTo("0 0");
    refused("OP-1535", () -> house.by(THIRD, "ceremony take " + slot() + " 2"));
    assertThat(house.look("show " + slot() + ":1").out())
        .contains("SPLIT        custodian1+custodian2");
  }

  @Test
  void noKeyLeavesByOneCustodianAloneOrAgainstItsNature() throws SQLException {
    made("--algorithm TDES_2KEY --exportable");
    String export = "ceremony export " + slot() + ":1 --components 2";

    refused("OP-1532", () -> house.by(FIRST, export));
    refused("OP-1532", () -> house.byTwo(FIRST, FIRST, export));

    house.by(FIRST, "rotate " + wish() + " --no-exportable").done();
    refused(
        "OP-1537",
        () -> house.byTwo(FIRST, SECOND, "ceremony export " + slot() + ":2 --components 2"));
  }

  private void begin(String options) {
    house.by(FIRST, "ceremony begin " + wish() + " " + options).done();
  }

  private String wish() {
    return "--owner " + zone + " --type zmk";
  }

  private String slot() {
    return zone + ":ZMK";
  }

  private Said enter(String custodian, int number, String component) {
    return house.typing(custodian, component, "ceremony enter " + slot() + " " + number);
  }

  /** Makes a key here and activates it; its check value. */
  private String made(String options) throws SQLException {
    house.by(FIRST, "generate " + wish() + " " + options).done();
    house.by(FIRST, "activate " + slot() + ":1").done();
    return house.query("SELECT kcv FROM managed_key WHERE owner = '" + zone + "'").get(0);
  }

  /** What a custodian reads off the screen: the component, and its own check value below. */
  private String taken(String custodian, int number) throws Exception {
    Said said = house.by(custodian, "ceremony take " + slot() + " " + number).done();
    Matcher shown = GROUPED.matcher(said.out());
    assertThat(shown.find()).isTrue();
    String component = shown.group().replace(" ", "");
    assertThat(said.out()).contains(TestComponents.kcv(component), number + " of 2", custodian);
    return component;
  }

  private void runOut() throws SQLException {
    house.execute(
        "UPDATE key_ceremony SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND"
            + " WHERE owner = '"
            + zone
            + "'");
  }

  /** Ceremonies and components of this test's zone. */
  private String rows() throws SQLException {
    String of = " WHERE owner = '" + zone + "')";
    return house
        .query(
            "SELECT CONCAT_WS(' ', (SELECT COUNT(*) FROM key_ceremony"
                + of
                + ", (SELECT COUNT(*) FROM key_component"
                + of
                + ")")
        .get(0);
  }

  private List<String> events() throws SQLException {
    return house.query(
        "SELECT CONCAT_WS(' ', actor, action, outcome) FROM audit_event WHERE subject LIKE '"
            + zone
            + "%' ORDER BY sequence");
  }

  /** Refused, recorded as refused, and nothing else has changed. */
  private void refused(String code, Supplier<Said> act) throws SQLException {
    String before = house.vault();
    act.get().refused(code);
    assertThat(house.lastEvent()).contains(zone).endsWith(" REFUSED " + code);
    assertThat(house.vault()).isEqualTo(before);
  }
}

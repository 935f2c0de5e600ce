package org.openprepaid.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.standalone.KeyHouse.FIRST;
import static org.openprepaid.standalone.KeyHouse.password;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openprepaid.standalone.KeyHouse.Said;

/** Who is let at the keys, and who makes custodians. */
class CustodiansIT {
  private static final String WISH = "keys generate --owner ZONE/ALPHA --type ZMK";

  @TempDir private static Path directory;
  private static KeyHouse house;

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
  void whoIsNotNamedIsAskedFor() throws SQLException {
    house.run(FIRST + "\n" + password(FIRST) + "\n", WISH.split(" ")).done();

    assertThat(house.query("SELECT CONCAT_WS(' ', actor, action, outcome) FROM audit_event"))
        .containsSubsequence(
            "system OPERATOR_ADD DONE",
            "custodian1 LOG_IN ACCEPTED",
            "custodian1 KEY_GENERATE DONE");
  }

  @Test
  void fiveWrongPasswordsLockTheLogInAndANewPasswordOpensIt() throws SQLException {
    house.addOperator("locked", "KEY_CUSTODIAN");
    String before = house.vault();

    for (int i = 0; i < 5; i++) {
      logIn("locked", "not the word").refused("OP-1804");
    }
    assertThat(house.lastEvent()).isEqualTo("locked LOG_IN locked REFUSED NOW_LOCKED");
    logIn("locked", password("locked")).refused("OP-1804");
    logIn("locked", password("locked")).refused("OP-1804");

    assertThat(house.query("SELECT detail FROM audit_event WHERE actor = 'locked'"))
        .as("a guesser does not fill the trail")
        .containsExactly(
            "WRONG_PASSWORD", "WRONG_PASSWORD", "WRONG_PASSWORD", "WRONG_PASSWORD", "NOW_LOCKED");
    assertThat(house.run("", "operator", "list").done().out()).containsPattern("locked +locked ");
    assertThat(house.vault()).isEqualTo(before);
    house.run("another word of it\n", "operator", "reset-password", "locked").done();
    assertThat(house.lastEvent()).startsWith("system OPERATOR_PASSWORD locked DONE");
    logIn("locked", "another word of it").done();
    logIn("locked", password("locked")).refused("OP-1804");
  }

  @Test
  void whoIsNoCustodianIsRefusedThoughAnAdministrator() throws SQLException {
    house.addOperator("boss", "ADMINISTRATOR,AUDITOR");
    String before = house.vault();

    logIn("boss", password("boss")).refused("OP-1802");

    assertThat(house.lastEvent()).isEqualTo("boss KEY_CUSTODY boss REFUSED OP-1802");
    assertThat(house.vault()).isEqualTo(before);
  }

  @Test
  void whoIsUnknownOrDisabledIsRefused() throws SQLException {
    logIn("nobody", "whatever it is").refused("OP-1804");
    assertThat(house.lastEvent()).isEqualTo("nobody LOG_IN nobody REFUSED UNKNOWN");
    logIn("No'body", "whatever it is").refused("OP-1804");

    house.addOperator("gone", "KEY_CUSTODIAN");
    house.run("", "operator", "disable", "gone").done();
    logIn("gone", password("gone")).refused("OP-1804");
    assertThat(house.lastEvent()).isEqualTo("gone LOG_IN gone REFUSED INACTIVE");
    assertThat(house.run("", "operator", "list").done().out()).containsPattern("gone +off ");
    house.run("", "operator", "enable", "gone").done();
    logIn("gone", password("gone")).done();
  }

  @Test
  void bothOfTwoLogIn() throws SQLException {
    house.addOperator("second", "CUSTOMER_SERVICE");
    String[] change = "keys master change --operator custodian1 --second second".split(" ");
    String before = house.vault();

    house.run(password(FIRST) + "\nnot the word\n", change).refused("OP-1804");
    house.run(password(FIRST) + "\n" + password("second") + "\n", change).refused("OP-1802");
    house.run(password(FIRST) + "\n", change).refused("OP-1913");

    assertThat(house.vault()).isEqualTo(before);
  }

  @Test
  void aGeneratedPasswordIsPrintedOnceAndLogsIn() throws SQLException {
    Said added =
        house.run("", "operator", "add", "made", "--role", "key_custodian", "--generate").done();

    String generated = added.out().lines().toList().get(1);
    assertThat(generated).matches("[A-Za-z0-9]{20}");
    logIn("made", generated).done();
    assertThat(house.query("SELECT password_hash FROM operator WHERE username = 'made'").get(0))
        .startsWith("pbkdf2-sha512$210000$")
        .doesNotContain(generated);
  }

  @Test
  void whatIsNoOperatorIsNotAdded() throws SQLException {
    List<String> before = house.query("SELECT CONCAT(username, roles) FROM operator");

    add("short", "eleven char", "KEY_CUSTODIAN").refused("OP-1913");
    add(FIRST, "long enough for all", "KEY_CUSTODIAN").refused("OP-1913");
    add("Not A Name", "long enough for all", "KEY_CUSTODIAN").refused("OP-1806");
    assertThat(add("fine", "long enough for all", "KING").status()).isEqualTo(2);
    house.run("long enough for all\n", "operator", "reset-password", "nobody").refused("OP-1913");
    house.run("", "operator", "disable", "nobody").refused("OP-1913");

    assertThat(house.query("SELECT CONCAT(username, roles) FROM operator")).isEqualTo(before);
  }

  private static Said add(String name, String password, String role) {
    return house.run(password + "\n", "operator", "add", name, "--role", role);
  }

  private static Said logIn(String name, String password) {
    return house.run(password + "\n", (WISH + " --operator " + name).split(" "));
  }
}

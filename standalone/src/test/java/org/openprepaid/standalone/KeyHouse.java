package org.openprepaid.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.openprepaid.audit.AuditVerification;
import org.openprepaid.key.KeyManagement;
import org.openprepaid.key.SoftSecurityModule;
import picocli.CommandLine;

/** An institution with a database, three custodians, and what they type and read. */
final class KeyHouse implements AutoCloseable {
  static final String FIRST = "custodian1";
  static final String SECOND = "custodian2";
  static final String THIRD = "custodian3";

  /** How a command ended, and what it printed. */
  record Said(int status, String out, String err) {
    /** Refused with this code, which stands first in the last line. */
    void refused(String code) {
      assertThat(err).startsWith(code);
      assertThat(status).isEqualTo(1);
    }

    Said done() {
      assertThat(err).isEmpty();
      assertThat(status).isZero();
      return this;
    }
  }

  private final RunDirectory directory;
  private final EmbeddedDatabase database;
  private final StringBuilder printed = new StringBuilder();
  private final Set<String> secrets = new HashSet<>();

  private KeyHouse(RunDirectory directory, EmbeddedDatabase database) {
    this.directory = directory;
    this.database = database;
  }

  static KeyHouse open(Path root) throws IOException {
    EmbeddedDatabase database = EmbeddedDatabase.start(DatabaseLaunch.forTest(root));
    KeyHouse house = new KeyHouse(new RunDirectory(root), database);
    Files.writeString(
        house.directory.settings(), Settings.DATABASE_PORT + "=" + database.port() + "\n");
    house.run("", "migrate").done();
    house.run("", "keystore", "init").done();
    house.look("list").done(); // the first look makes the keys of the house
    for (String name : List.of(FIRST, SECOND, THIRD)) {
      house.addOperator(name, "KEY_CUSTODIAN");
      house.makeLogInCheap(name);
    }
    return house;
  }

  void addOperator(String name, String roles) {
    run(password(name) + "\n", "operator", "add", name, "--role", roles).done();
  }

  /** A password's hash takes its time, in the number of rounds that stands in it. */
  private void makeLogInCheap(String name) {
    byte[] salt = name.getBytes(StandardCharsets.US_ASCII);
    PBEKeySpec spec = new PBEKeySpec(password(name).toCharArray(), salt, 1, 256);
    try {
      byte[] hash =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(spec).getEncoded();
      Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
      String text = base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
      execute(
          "UPDATE operator SET password_hash = 'pbkdf2-sha512$1$%s' WHERE username = '%s'"
              .formatted(text, name));
    } catch (GeneralSecurityException | SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static String password(String name) {
    return "the word of " + name;
  }

  /** A command with lines for its standard input. */
  Said run(String input, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine(Keyboard.of(new StringReader(input)));
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--run-dir", directory.root().toString()));
    int status = command.execute(all.toArray(new String[0]));
    printed.append(err);
    if (!all.contains("take")) {
      printed.append(out);
    }
    return new Said(status, out.toString(), err.toString());
  }

  /** A command of {@code keys} by one custodian; the words of the command are split at blanks. */
  Said by(String custodian, String command) {
    return typing(custodian, "", command);
  }

  /** … who types something secret besides. */
  Said typing(String custodian, String secret, String command) {
    if (!secret.isEmpty()) {
      secrets.add(secret.replace(" ", ""));
    }
    return run(
        password(custodian) + "\n" + secret + "\n", keys(command + " --operator " + custodian));
  }

  /** A command of {@code keys} by two custodians. */
  Said byTwo(String custodian, String second, String command) {
    String operators = " --operator " + custodian + " --second " + second;
    return run(password(custodian) + "\n" + password(second) + "\n", keys(command + operators));
  }

  /** A command of {@code keys} that needs no log-in. */
  Said look(String command) {
    return run("", keys(command));
  }

  private static String[] keys(String command) {
    return ("keys " + command).split(" +");
  }

  List<String> query(String sql) throws SQLException {
    return TestDatabase.query(database.owner(), sql);
  }

  void execute(String sql) throws SQLException {
    TestDatabase.execute(database.owner(), sql);
  }

  DatabaseAccess access() {
    return database.application();
  }

  Path keyStore() {
    return directory.keystore();
  }

  String keyStorePassword() {
    return Secrets.openOrCreate(directory).get(Secrets.Key.KEYSTORE_PASSWORD);
  }

  /** The security module of a server that runs beside. */
  SoftSecurityModule server() {
    return MasterKeyStore.module(
        directory,
        Settings.of(directory),
        Secrets.openOrCreate(directory),
        new DirectDataSource(access()));
  }

  KeyManagement module() {
    return server().management();
  }

  /** Actor, action, subject, outcome and detail of the latest event. */
  String lastEvent() throws SQLException {
    return query(
            "SELECT CONCAT_WS(' ', actor, action, subject, outcome, detail) FROM audit_event"
                + " ORDER BY sequence DESC LIMIT 1")
        .get(0);
  }

  /** How much the vault holds, and at which change it is: what is refused leaves it so. */
  String vault() throws SQLException {
    return query(
            "SELECT CONCAT_WS(' ', (SELECT COUNT(*) FROM managed_key),"
                + " (SELECT COUNT(*) FROM key_event), (SELECT COUNT(*) FROM key_ceremony),"
                + " (SELECT COUNT(*) FROM key_component), epoch) FROM key_epoch")
        .get(0);
  }

  void auditIsIntact() throws SQLException {
    try (Connection connection = access().connect()) {
      assertThat(AuditVerification.of(connection).isIntact()).isTrue();
    }
  }

  /** Nothing that was typed in secret is in a table of keys or records, or was printed. */
  void keptItsSecrets() throws SQLException {
    String everything = (tables() + printed).toLowerCase(Locale.ROOT).replaceAll("[ \r\n]", "");
    assertThat(everything).contains("custodian1", "operator_add");
    for (String secret : secrets) {
      // not assertThat(...).doesNotContain: a failure must not print it either
      assertThat(everything.contains(secret.toLowerCase(Locale.ROOT))).isFalse();
    }
    for (String name : List.of(FIRST, SECOND, THIRD)) {
      assertThat(everything.contains(password(name).replace(" ", ""))).isFalse();
    }
  }

  private String tables() throws SQLException {
    StringBuilder all = new StringBuilder();
    for (String column :
        query(
            "SELECT CONCAT(table_name, ' ', column_name) FROM information_schema.columns WHERE"
                + " table_schema = DATABASE() AND (table_name LIKE '%key%' OR table_name LIKE"
                + " 'audit%' OR table_name LIKE 'terminal%' OR table_name = 'operator')")) {
      String[] named = column.split(" ", -1);
      String value = "IFNULL(`" + named[1] + "`, '')";
      for (String text : List.of(value, "HEX(" + value + ")")) {
        query("SELECT " + text + " FROM `" + named[0] + "`").forEach(all::append);
      }
    }
    return all.toString();
  }

  @Override
  public void close() {
    database.close();
  }
}

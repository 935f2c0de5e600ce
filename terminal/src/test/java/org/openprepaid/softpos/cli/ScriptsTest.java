package org.openprepaid.softpos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openprepaid.softpos.host.FakeHost;
import org.openprepaid.softpos.host.HostBook;

/** The command line against a host with two cards of 1,000.00 each. */
class ScriptsTest {
  private static final String FIRST = "6225883141592653589";
  private static final String SECOND = "6225880000000000103";

  @TempDir private Path directory;
  private FakeHost host;
  private Path sample;
  private final StringWriter printed = new StringWriter();

  @BeforeEach
  void open() throws IOException {
    host = new FakeHost(new HostBook().withCard(FIRST, 1000_00).withCard(SECOND, 1000_00));
    sample = directory.resolve("sample.json");
    String card =
        "{\"pan\":\"%s\",\"track2\":\"%s=30121010000\",\"pin\":\"739105\",\"expiry\":\"3012\","
            + "\"balance\":100000,\"product\":\"gift\"}";
    Files.writeString(
        sample,
        """
        {"iso8583": {"host": "127.0.0.1", "port": %d, "tpdu": "6000030000", "header": "603100310000"},
         "terminals": [{"terminalId": "TERM0001", "merchantId": "898100000000001", "tmk": "%s"}],
         "cards": [%s, %s]}
        """
            .formatted(
                host.port(),
                HostBook.TMK,
                card.formatted(FIRST, FIRST),
                card.formatted(SECOND, SECOND)));
  }

  @AfterEach
  void close() throws IOException {
    host.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"first-purchase", "a-day-at-the-counter", "bad-day"})
  void theScriptsThatAreShippedRunThroughAndRunAgain(String name) {
    String script = Path.of("scripts", name + ".pos").toString();
    assertThat(run("terminal", "--script", script)).as(printed.toString()).isZero();
    assertThat(run("terminal", "--script", script)).as(printed.toString()).isZero();
  }

  @Test
  void aScriptStopsAtTheFirstExpectationThatIsNotMet() throws IOException {
    int exit = runScript("signin", "# a rich man's day", "buy 2000.00", "expect 00", "buy 1.00");

    assertThat(exit).isEqualTo(1);
    assertThat(printed.toString())
        .contains("day.pos:4: expected 00, found 51 (insufficient funds)");
    assertThat(host.book().received("0200")).hasSize(1);
  }

  @Test
  void anExpectedBalanceIsComparedToTheFen() throws IOException {
    assertThat(runScript("signin", "balance", "expect balance 1000.01")).isEqualTo(1);
    assertThat(printed.toString()).contains("day.pos:3: expected balance 1000.01, found 1000.00");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dance", "buy", "buy money", "buy 1.00 card 3", "buy 1.00 card 0", "void 999999",
        "void LAST", "refund LAST 1.00", "expect balance start", "show", "resend", "signin triple",
        "buy 1.00 as LAST", "use-batch x"
      })
  void aCommandThatCannotBeUnderstoodStopsTheScript(String command) throws IOException {
    assertThat(runScript(command)).isEqualTo(1);
    assertThat(printed.toString()).contains("day.pos:1: ");
    assertThat(host.book().received("0200")).isEmpty();
  }

  @Test
  void receiptsAreForPeopleAndHideTheCard() throws IOException {
    assertThat(runScript("signin", "buy 30.00", "show", "journal", "totals", "cards", "status"))
        .isZero();
    assertThat(printed.toString())
        .contains("PURCHASE")
        .contains("00 APPROVED")
        .contains("CNY 30.00")
        .contains("CNY 970.00")
        .contains("622588*********3589")
        .contains("1 debit(s) 30.00")
        .contains("available balance 970.00")
        .doesNotContain(FIRST)
        .doesNotContain("739105");
  }

  @Test
  void commandsMayComeFromAPipe() {
    InputStream keyboard = System.in;
    System.setIn(
        new ByteArrayInputStream("signin\nbuy 30.00\nquit\n".getBytes(StandardCharsets.UTF_8)));
    try {
      assertThat(run("terminal")).isZero();
    } finally {
      System.setIn(keyboard);
    }
    assertThat(host.book().balance(FIRST)).isEqualTo(970_00);
  }

  @Test
  void aLoadPrintsItsRate() {
    assertThat(run("load", "--connections", "2", "--seconds", "1")).isZero();
    assertThat(printed.toString()).contains("measured").contains("p99").contains("codes {00=");
  }

  @Test
  void aMissingSampleIsSaidInOneLine() {
    StringWriter errors = new StringWriter();
    int exit =
        CommandLineFactory.create(new PrintWriter(printed), new PrintWriter(errors))
            .execute("terminal", "--sample", directory.resolve("none.json").toString());

    assertThat(exit).isEqualTo(1);
    assertThat(errors.toString()).startsWith("OP-1964").hasLineCount(1);
  }

  @Test
  void aMissingScriptIsSaidInOneLine() {
    assertThat(run("terminal", "--script", directory.resolve("none.pos").toString())).isEqualTo(1);
    assertThat(printed.toString()).startsWith("OP-1969").hasLineCount(1);
  }

  @Test
  void explainTellsByItsExitCodeWhetherAMessageIsGood() {
    String echo =
        "0820"
            + "0020000000C00010"
            + "000001"
            + "5445524D30303031"
            + "383938313030303030303030303031"
            + "0011000000013010";
    PrintWriter out = new PrintWriter(printed, true);
    assertThat(CommandLineFactory.create(out, out).execute("iso8583", "explain", echo)).isZero();
    assertThat(printed.toString()).contains("301 echo test").contains("nothing wrong");
    assertThat(CommandLineFactory.create(out, out).execute("iso8583", "explain", echo + "00"))
        .isEqualTo(1);
    assertThat(CommandLineFactory.create(out, out).execute("iso8583", "explain", "08XX"))
        .isEqualTo(2);
  }

  private int runScript(String... lines) throws IOException {
    Path script = directory.resolve("day.pos");
    Files.write(script, List.of(lines));
    return run("terminal", "--script", script.toString());
  }

  private int run(String... words) {
    String[] all = Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--sample";
    all[words.length + 1] = sample.toString();
    PrintWriter out = new PrintWriter(printed, true);
    return CommandLineFactory.create(out, out).execute(all);
  }
}

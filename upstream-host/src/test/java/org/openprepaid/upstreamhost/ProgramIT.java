package org.openprepaid.upstreamhost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openprepaid.upstreamhost.control.ControlClient;
import org.openprepaid.upstreamhost.journal.HostJournal;

/** The program as it is started by a person, and as it ends when the machine kills it. */
class ProgramIT {
  private static final String SAMPLE =
      "{\"upstream\":{\"host\":\"CUPNET\",\"institution\":\"48020000\","
          + "\"zmk\":\"DD7515F2BFC17F85CE48F3CA25CB21F6\","
          + "\"zpk\":\"3F419E1CB7079442AA37474C2EFBF8B8\","
          + "\"zak\":\"0123456789ABCDEFFEDCBA9876543210\","
          + "\"cards\":[{\"pan\":\"6221260000000000017\",\"track2\":\"\",\"pin\":\"123456\","
          + "\"expiry\":\"4912\",\"balance\":100000}]}}";

  @TempDir private Path directory;

  @Test
  void killedProgramComesBackWithItsState() throws IOException, InterruptedException {
    Files.writeString(directory.resolve("sample.json"), SAMPLE);
    WireMessage purchase = Acquirer.purchase(3_000);
    Process process = program();
    WireMessage first;
    try (BufferedReader out = process.inputReader();
        Acquirer acquirer = new Acquirer(ports(process, out)[0])) {
      first = acquirer.exchange(purchase);
    } finally {
      process.destroyForcibly().waitFor();
    }
    Process again = program();
    try (BufferedReader out = again.inputReader()) {
      int[] ports = ports(again, out);
      try (Acquirer acquirer = new Acquirer(ports[0]);
          ControlClient control = new ControlClient(ports[1])) {
        assertThat(acquirer.exchange(purchase).get(38)).isEqualTo(first.get(38));
        assertThat(control.command("balance " + TestBank.CARD)).isEqualTo("97000");
      }
    } finally {
      again.destroy();
      again.waitFor();
    }
    Path journal = directory.resolve("upstream-journal.jsonl");
    assertThat(HostJournal.read(journal).transactions()).hasSize(1);
  }

  @Test
  void sampleWithoutUpstreamIsToldInOneLine() throws IOException {
    Path sample = directory.resolve("sample.json");
    Files.writeString(sample, "{}");
    assertThat(failure("--sample", sample.toString())).startsWith("OP-1982").hasLineCount(1);
    assertThat(failure("--sample", directory.resolve("none").toString())).startsWith("OP-1982");
    Files.writeString(sample, SAMPLE.replace("DD7515", "XX7515"));
    assertThat(failure("--sample", sample.toString())).startsWith("OP-1988");
    Files.writeString(sample, SAMPLE.replace("\"balance\":100000", "\"balance\":1.5"));
    assertThat(failure("--sample", sample.toString())).startsWith("OP-1982");
    Files.writeString(sample, SAMPLE);
    assertThat(failure("--sample", sample.toString(), "--delay-ms", "-1")).startsWith("OP-1991");
    assertThat(failure("--sample", sample.toString(), "--misbehave", "x")).startsWith("OP-1985");
    assertThat(failure("--sample", sample.toString(), "--port", "99999")).startsWith("OP-1983");
  }

  private static String failure(String... arguments) {
    StringWriter err = new StringWriter();
    PrintWriter writer = new PrintWriter(err, true);
    assertThat(Main.commandLine(writer, writer).execute(arguments)).isEqualTo(1);
    return err.toString().strip();
  }

  private Process program() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "--port",
            "0",
            "--control-port",
            "0");
    builder.environment().put("PREPAID_RUN_DIR", directory.toString());
    builder.redirectErrorStream(true);
    return builder.start();
  }

  private static int[] ports(Process process, BufferedReader out) throws IOException {
    String line = out.readLine();
    assertThat(line).as("what the program says, which is %s", process).isNotNull();
    Matcher ready = Pattern.compile("READY CUPNET port (\\d+) control (\\d+)").matcher(line);
    assertThat(ready.matches()).as(line).isTrue();
    return new int[] {Integer.parseInt(ready.group(1)), Integer.parseInt(ready.group(2))};
  }
}

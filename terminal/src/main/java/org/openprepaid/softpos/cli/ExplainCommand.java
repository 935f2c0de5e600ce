package org.openprepaid.softpos.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.openprepaid.softpos.explain.Explanation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code iso8583 explain}: reads a captured message aloud. */
@Command(
    name = "explain",
    description = {
      "Print a captured message field by field, and what is wrong with it.",
      "Length, TPDU and header may be there or not. Exit code 1 when something is wrong."
    },
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  private static final int MAX_INPUT = 1 << 20;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "HEX",
      arity = "1..*",
      description = "The message in hex, spaces allowed; - reads it from the standard input.")
  private List<String> hex;

  @Option(names = "--mak", description = "MAC key in hex, 8 or 16 bytes: verify field 64.")
  private String mak;

  @Option(names = "--profile", defaultValue = "cup", description = "The dialect; only cup for now.")
  private String profile;

  @Option(names = "--clear", description = "Show card numbers, tracks and key cryptograms.")
  private boolean clear;

  @Override
  public Integer call() throws IOException {
    if (!profile.equals("cup")) {
      throw new ParameterException(spec.commandLine(), "no such profile: " + profile);
    }
    String text = String.join("", hex);
    if (text.equals("-")) {
      byte[] input = System.in.readNBytes(MAX_INPUT);
      text = new String(input, StandardCharsets.US_ASCII);
    }
    byte[] key = mak == null ? null : bytes(mak);
    if (key != null && key.length != 8 && key.length != 16) {
      throw new ParameterException(spec.commandLine(), "a MAC key has 8 or 16 bytes");
    }
    return print(Explanation.of(bytes(text), key, clear));
  }

  private int print(Explanation explanation) {
    PrintWriter out = spec.commandLine().getOut();
    explanation.lines().forEach(out::println);
    if (explanation.problems().isEmpty()) {
      out.println("nothing wrong");
    } else {
      out.println("wrong:");
      explanation.problems().forEach(problem -> out.println("  - " + problem));
    }
    out.flush();
    return explanation.problems().isEmpty() ? 0 : 1;
  }

  private byte[] bytes(String text) {
    String digits = text.replaceAll("[\\s:,]|0x", "");
    try {
      return HexFormat.of().parseHex(digits);
    } catch (IllegalArgumentException notHex) {
      // the text itself may hold a key or a card number, so that it is not repeated
      throw new ParameterException(spec.commandLine(), "not a whole number of bytes in hex");
    }
  }
}

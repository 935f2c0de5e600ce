package org.openprepaid.softpos;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.openprepaid.softpos.cli.CommandLineFactory;

/** The program: {@code terminal}, {@code iso8583 explain} and {@code load}. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(CommandLineFactory.create(out, err).execute(args));
  }
}

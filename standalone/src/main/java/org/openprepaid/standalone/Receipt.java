package org.openprepaid.standalone;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openprepaid.key.Kcv;
import org.openprepaid.key.KeySpec;
import org.openprepaid.key.ManagedKey;
import org.openprepaid.key.custody.Authority;
import org.openprepaid.key.custody.Ceremony;

/** What a custodian files: what was done, to which key, by whom and when. Never a secret. */
final class Receipt {
  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);

  private static final int WIDTH = 72;

  private final String title;
  private final List<String> lines = new ArrayList<>();

  private Receipt(String title) {
    this.title = title;
  }

  static Receipt of(String title) {
    return new Receipt(title);
  }

  Receipt line(String name, Object value) {
    lines.add(String.format(Locale.ROOT, "  %-12s %s", name, value));
    return this;
  }

  /** All that may be told of a key. */
  Receipt key(ManagedKey key) {
    line("key", key.name());
    line("state", key.state());
    if (key.ref() != null) {
      line("algorithm", key.ref().algorithm());
      line("may leave", leave(key.ref().spec()));
    }
    line("check value", key.kcv());
    return line("valid", key.validity());
  }

  private static String leave(KeySpec spec) {
    return spec.exportable() ? "yes, under a ZMK or as components" : "no";
  }

  /** What a ceremony is about, and how far it has come. */
  Receipt ceremony(Ceremony ceremony) {
    line("key", ceremony.name());
    line("algorithm", ceremony.spec().algorithm());
    line("may leave", leave(ceremony.spec()));
    line("valid", ceremony.spec().validity());
    line("direction", ceremony.direction() == Ceremony.Direction.IN ? "into the vault" : "out");
    line("begun by", ceremony.begunBy());
    line("ends", TIME.format(ceremony.expiresAt()));
    for (int number = 1; number <= ceremony.components(); number++) {
      line("component " + number, progress(ceremony, number));
    }
    return this;
  }

  private static String progress(Ceremony ceremony, int number) {
    return ceremony.parts().stream()
        .filter(part -> part.number() == number && part.custodian() != null)
        .findFirst()
        .map(part -> part.custodian() + ", check value " + part.kcv())
        .orElse("awaited");
  }

  /** One component, by its check value. */
  Receipt component(Ceremony ceremony, int number, Kcv kcv) {
    line("key", ceremony.name());
    line("algorithm", ceremony.spec().algorithm());
    line("component", number + " of " + ceremony.components());
    return line("check value", kcv);
  }

  /** Ends it with who and when. */
  void print(Console out, Authority who) {
    line(who.second() == null ? "custodian" : "custodians", who.toString().replace("+", ", "));
    line("time", TIME.format(LocalDateTime.now(ZoneOffset.UTC)));
    print(out);
  }

  void print(Console out) {
    String head = "--- " + title + " ";
    out.print(head + "-".repeat(Math.max(3, WIDTH - head.length())));
    lines.forEach(out::print);
    out.print("-".repeat(WIDTH));
  }
}

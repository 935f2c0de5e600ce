package org.openprepaid.upstreamhost.misbehave;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;
import org.openprepaid.upstreamhost.HostException;

/** Reads one line of a script; what it cannot read is {@code OP-1985}. */
final class RuleParser {
  private static final long MOST_MILLIS = 600_000;
  private static final long MOST_SECONDS = 86_400;
  private static final long MOST_FLOOD = 10_000;
  private static final long MOST_COUNT = 1_000_000_000;
  private static final long MOST_AMOUNT = 999_999_999_999L;

  private final String line;
  private final Deque<String> words;

  private RuleParser(String line) {
    this.line = line;
    this.words = new ArrayDeque<>(Arrays.asList(line.strip().split("\\s+")));
  }

  static boolean isTimed(String line) {
    return line.strip().startsWith("at ");
  }

  /** {@code at 10s down 5s}. */
  static Outage outage(String line) {
    RuleParser parser = new RuleParser(line);
    parser.expect("at");
    Duration after = parser.seconds();
    parser.expect("down");
    Duration lasting = parser.seconds();
    parser.end();
    return new Outage(after, lasting);
  }

  /** {@code HOW-OFTEN [WHICH …] ACT}. */
  static Rule rule(String line) {
    RuleParser parser = new RuleParser(line);
    Rule rule = parser.rule();
    parser.end();
    return rule;
  }

  private Rule rule() {
    Rule.Often often = often();
    String mti = null;
    String code = null;
    long least = 0;
    long most = MOST_AMOUNT;
    while (true) {
      String word = next("an act");
      switch (word) {
        case "all" -> {}
        case "mti" -> mti = digits(4);
        case "code" -> code = digits(6);
        case "amount" -> {
          String[] bounds = next("an amount range").split("-", -1);
          least = number(bounds[0], 0, MOST_AMOUNT);
          most = number(bounds[bounds.length - 1], least, MOST_AMOUNT);
        }
        default -> {
          return new Rule(often, mti, code, least, most, act(word));
        }
      }
    }
  }

  private Rule.Often often() {
    String word = next("how often");
    if (word.equals("always")) {
      return new Rule.Often(0, 1, Long.MAX_VALUE);
    }
    if (word.equals("every")) {
      return new Rule.Often(0, number(next("a count"), 1, MOST_COUNT), Long.MAX_VALUE);
    }
    if (word.equals("first")) {
      return new Rule.Often(0, 1, number(next("a count"), 1, MOST_COUNT));
    }
    if (word.matches("[0-9]{1,3}(\\.[0-9]{1,4})?%")) {
      double percent = Double.parseDouble(word.substring(0, word.length() - 1));
      if (percent <= 100) {
        return new Rule.Often(percent / 100, 0, Long.MAX_VALUE);
      }
    }
    throw wrong(word + " is not how often: always, every N, first N or P%");
  }

  private Act act(String word) {
    for (Act.Name name : Act.Name.values()) {
      if (name.written().equals(word)) {
        return switch (name) {
          case LATE, HELD -> new Act(name, number(next("milliseconds"), 0, MOST_MILLIS), null);
          case FLOOD -> new Act(name, number(next("a count"), 1, MOST_FLOOD), null);
          case DECLINE -> new Act(name, 0, responseCode());
          default -> Act.plain(name);
        };
      }
    }
    throw wrong(word + " is not known");
  }

  private String responseCode() {
    String code = next("a response code").toUpperCase(Locale.ROOT);
    if (!code.matches("[0-9A-Z]{2}") || code.equals("00")) {
      throw wrong(code + " is not a response code that declines");
    }
    return code;
  }

  private Duration seconds() {
    String word = next("seconds");
    String count = word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
    return Duration.ofSeconds(number(count, 0, MOST_SECONDS));
  }

  private String digits(int count) {
    String word = next(count + " digits");
    if (!word.matches("[0-9]{" + count + "}")) {
      throw wrong(word + " has not " + count + " digits");
    }
    return word;
  }

  private long number(String word, long least, long most) {
    if (!word.matches("[0-9]{1,12}")
        || Long.parseLong(word) < least
        || Long.parseLong(word) > most) {
      throw wrong(word + " is not a number from " + least + " to " + most);
    }
    return Long.parseLong(word);
  }

  private void expect(String wanted) {
    String word = next(wanted);
    if (!word.equals(wanted)) {
      throw wrong("expected " + wanted + ", not " + word);
    }
  }

  private String next(String what) {
    String word = words.poll();
    if (word == null || word.isEmpty()) {
      throw wrong("it lacks " + what);
    }
    return word;
  }

  private void end() {
    if (!words.isEmpty()) {
      throw wrong("nothing is expected after it: " + words.peek());
    }
  }

  private HostException wrong(String why) {
    return new HostException("OP-1985", "the rule \"" + line.strip() + "\": " + why);
  }
}

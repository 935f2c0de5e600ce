package org.openprepaid.upstreamhost.misbehave;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.openprepaid.upstreamhost.HostException;

/**
 * The rules by which the host misbehaves. For each message the first rule that hits decides. With
 * the same seed and the same messages in the same order the same happens again.
 */
public final class Script {
  private static final int RULES_LIMIT = 100;

  private final Random random;
  private final List<Counted> rules = new ArrayList<>();

  public Script(long seed) {
    random = new Random(seed);
  }

  /**
   * Adds rules, one a line or separated by semicolons; {@code #} begins a remark. Either all are
   * added or none.
   *
   * @return the outages among them, which the caller lets happen
   * @throws HostException {@code OP-1985} when one is not understood, or there are too many
   */
  public List<Outage> add(String lines) {
    List<Counted> newRules = new ArrayList<>();
    List<Outage> newOutages = new ArrayList<>();
    for (String line : lines.split("[\n;]", -1)) {
      String rule = line.replaceFirst("#.*", "");
      if (RuleParser.isTimed(rule)) {
        newOutages.add(RuleParser.outage(rule));
      } else if (!rule.isBlank()) {
        newRules.add(new Counted(RuleParser.rule(rule)));
      }
    }
    synchronized (this) {
      if (rules.size() + newRules.size() > RULES_LIMIT) {
        throw new HostException("OP-1985", "a script has at most " + RULES_LIMIT + " rules");
      }
      rules.addAll(newRules);
    }
    return newOutages;
  }

  /** From now on the host behaves. */
  public synchronized void clear() {
    rules.clear();
  }

  /**
   * What to do with the answer to this message.
   *
   * @param code element 3, or null
   * @param amount element 4 in minor units, 0 when it has none
   */
  public synchronized Optional<Act> choose(String mti, String code, long amount) {
    for (Counted counted : rules) {
      if (counted.rule.isFor(mti, code, amount) && counted.hits(random)) {
        return Optional.of(counted.rule.act());
      }
    }
    return Optional.empty();
  }

  /** Each act and how often it was chosen. */
  @Override
  public synchronized String toString() {
    return rules.stream()
        .map(counted -> counted.rule.act() + ": " + counted.hits)
        .collect(Collectors.joining(", "));
  }

  /** A rule and what it has seen. */
  private static final class Counted {
    private final Rule rule;
    private long seen;
    private long hits;

    Counted(Rule rule) {
      this.rule = rule;
    }

    boolean hits(Random random) {
      seen++;
      Rule.Often often = rule.often();
      boolean hit =
          often.every() > 0 ? seen % often.every() == 0 : random.nextDouble() < often.share();
      if (!hit || hits >= often.only()) {
        return false;
      }
      hits++;
      return true;
    }
  }
}

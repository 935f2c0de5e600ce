package org.openprepaid.system.bench;

import java.util.ArrayList;
import java.util.List;
import org.openprepaid.softpos.pos.TerminalIdentity;
import org.openprepaid.softpos.sample.SampleInstitution;

/** Loads of several sizes, each with terminals of its own: a terminal has one set of keys. */
final class PosLoads implements AutoCloseable {
  private final List<PosLoad> loads = new ArrayList<>();

  private PosLoads() {}

  /**
   * Signs in and connects.
   *
   * @param connections of each load; where the sample has too few terminals, a terminal serves
   *     several
   */
  static PosLoads signIn(SampleInstitution sample, List<Integer> connections) {
    int wanted = connections.stream().mapToInt(Integer::intValue).sum();
    List<TerminalIdentity> terminals = sample.terminals();
    if (terminals.size() < connections.size()) {
      throw new BenchException("the sample has only " + terminals.size() + " terminals");
    }
    PosLoads all = new PosLoads();
    try {
      int sum = 0;
      int from = 0;
      for (int i = 0; i < connections.size(); i++) {
        sum += connections.get(i);
        boolean enough = terminals.size() >= wanted;
        int share = enough ? sum : terminals.size() * (i + 1) / connections.size();
        all.loads.add(new PosLoad(sample, terminals.subList(from, share), connections.get(i)));
        from = share;
      }
      return all;
    } catch (RuntimeException e) {
      all.close();
      throw e;
    }
  }

  List<PosLoad> all() {
    return List.copyOf(loads);
  }

  @Override
  public void close() {
    loads.forEach(PosLoad::close);
  }
}

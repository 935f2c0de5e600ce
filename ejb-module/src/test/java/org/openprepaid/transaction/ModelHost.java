package org.openprepaid.transaction;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A host in memory, as simple as one can be: it approves what it may, and undoes what it is told to
 * undo exactly once, in whatever order the two come.
 */
final class ModelHost {
  private final Map<Long, String> state = new HashMap<>();
  private final Map<Long, Long> acted = new HashMap<>();
  private final Set<Long> marks = new HashSet<>();

  /** Decides a transaction that acts on another (0: on none). */
  boolean decide(long id, TransactionKind kind, long on, boolean willing) {
    if (state.containsKey(id)) {
      return state.get(id).equals("APPROVED");
    }
    boolean agreed = willing && !marks.contains(id) && fits(kind, on);
    state.put(id, agreed ? "APPROVED" : "DECLINED");
    acted.put(id, on);
    if (agreed && kind.isVoid()) {
      state.put(on, "VOIDED");
    }
    return agreed;
  }

  private boolean fits(TransactionKind kind, long on) {
    return !kind.isVoid() || "APPROVED".equals(state.get(on));
  }

  void reverse(long id) {
    marks.add(id);
    if ("APPROVED".equals(state.get(id))) {
      state.put(id, "REVERSED");
      long on = acted.get(id);
      if ("VOIDED".equals(state.get(on))) {
        state.put(on, "APPROVED");
      }
    }
  }

  /** Whether the transaction stands: its money has moved. */
  boolean stands(long id) {
    return "APPROVED".equals(state.get(id));
  }
}

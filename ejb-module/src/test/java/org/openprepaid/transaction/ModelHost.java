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
  private final Map<Long, TransactionKind> kinds = new HashMap<>();
  private final Set<Long> marks = new HashSet<>();

  /** Decides a transaction that acts on another (0: on none). */
  boolean decide(long id, TransactionKind kind, long on, boolean willing) {
    if (state.containsKey(id)) {
      return state.get(id).equals("APPROVED");
    }
    boolean agreed = willing && !marks.contains(id) && fits(kind, on);
    state.put(id, agreed ? "APPROVED" : "DECLINED");
    acted.put(id, on);
    kinds.put(id, kind);
    if (agreed) {
      uses(kind, on);
    }
    return agreed;
  }

  private void uses(TransactionKind kind, long on) {
    if (kind.isVoid()) {
      state.put(on, "VOIDED");
    } else if (kind.isCompletion()) {
      state.put(on, "COMPLETED");
    }
    if (kind == TransactionKind.COMPLETION_VOID) {
      state.put(acted.get(on), "APPROVED");
    }
  }

  private boolean fits(TransactionKind kind, long on) {
    return (!kind.isVoid() && !kind.isCompletion()) || "APPROVED".equals(state.get(on));
  }

  void reverse(long id) {
    marks.add(id);
    if ("APPROVED".equals(state.get(id))) {
      state.put(id, "REVERSED");
      gives(kinds.get(id), acted.get(id));
    }
  }

  private void gives(TransactionKind kind, long on) {
    if (kind.isVoid() || kind.isCompletion()) {
      state.put(on, "APPROVED");
    }
    if (kind == TransactionKind.COMPLETION_VOID) {
      state.put(acted.get(on), "COMPLETED");
    }
  }

  /** Whether the transaction stands: its money has moved, or is held. */
  boolean stands(long id) {
    return "APPROVED".equals(state.get(id));
  }

  /** Whether a pre-authorisation is used up by a completion that stands. */
  boolean isCompleted(long id) {
    return "COMPLETED".equals(state.get(id));
  }
}

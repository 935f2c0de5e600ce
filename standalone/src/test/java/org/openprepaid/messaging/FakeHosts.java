package org.openprepaid.messaging;

import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.openprepaid.upstream.DebtDelivery;
import org.openprepaid.upstream.UpstreamDebt;

/** Hosts that do as they are told. */
final class FakeHosts implements DebtDelivery {
  static final Delivery HAS_IT = new Delivery(Result.SETTLED, "00", "");
  static final Delivery SILENT = new Delivery(Result.UNKNOWN, "", "no answer in 15 s");
  static final Delivery REFUSES = new Delivery(Result.REFUSED, "30", "format error");

  private final Set<String> available = ConcurrentHashMap.newKeySet();
  private final Queue<UpstreamDebt> told = new ConcurrentLinkedQueue<>();
  private volatile Function<UpstreamDebt, CompletionStage<Delivery>> behaviour =
      debt -> CompletableFuture.completedFuture(HAS_IT);

  void signOn(String host) {
    available.add(host);
  }

  void hangUp(String host) {
    available.remove(host);
  }

  void answer(Function<UpstreamDebt, Delivery> answer) {
    behave(debt -> CompletableFuture.completedFuture(answer.apply(debt)));
  }

  void behave(Function<UpstreamDebt, CompletionStage<Delivery>> how) {
    behaviour = how;
  }

  /** What a host was told of, in order; repetitions too. */
  List<UpstreamDebt> told(Collection<Long> debts) {
    return told.stream().filter(debt -> debts.contains(debt.id())).toList();
  }

  @Override
  public boolean isAvailable(String host) {
    return available.contains(host);
  }

  @Override
  public CompletionStage<Delivery> deliver(UpstreamDebt debt) {
    told.add(debt);
    return behaviour.apply(debt);
  }
}

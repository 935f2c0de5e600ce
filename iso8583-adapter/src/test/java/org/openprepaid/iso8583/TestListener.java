package org.openprepaid.iso8583;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An application that remembers what it was told. */
final class TestListener implements IsoLinkListener {
  final List<IsoRequest> requests = new CopyOnWriteArrayList<>();
  final List<IsoAnswer> strays = new CopyOnWriteArrayList<>();
  final List<LinkStatus> statuses = new CopyOnWriteArrayList<>();
  volatile Function<IsoRequest, CompletionStage<IsoReply>> conduct =
      request -> CompletableFuture.completedFuture(TestTerminal.approval(request));

  @Override
  public CompletionStage<IsoReply> onRequest(IsoRequest request) {
    requests.add(request);
    return conduct.apply(request);
  }

  @Override
  public void onStray(IsoAnswer answer) {
    strays.add(answer);
  }

  @Override
  public void onStatus(LinkStatus status) {
    statuses.add(status);
  }
}

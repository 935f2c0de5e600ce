package org.openprepaid.iso8583;

import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Finds the address of a name away from the event loops: a name server that is silent must not hold
 * up links that work. What waits is bounded by the number of links.
 */
final class AddressLookup {
  private final ThreadPoolExecutor names;

  AddressLookup() {
    names =
        new ThreadPoolExecutor(
            1,
            1,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new DefaultThreadFactory("iso8583-names", true).newThread(task);
              thread.setContextClassLoader(AddressLookup.class.getClassLoader());
              return thread;
            });
    names.allowCoreThreadTimeOut(true);
  }

  /** At once for a literal address, otherwise on a thread of its own. */
  CompletionStage<InetSocketAddress> find(UpstreamSettings.Address address) {
    CompletableFuture<InetSocketAddress> found = new CompletableFuture<>();
    byte[] literal = NetUtil.createByteArrayFromIpAddressString(address.host());
    try {
      if (literal != null) {
        found.complete(
            new InetSocketAddress(
                InetAddress.getByAddress(address.host(), literal), address.port()));
      } else {
        names.execute(() -> resolve(address, found));
      }
    } catch (UnknownHostException | RejectedExecutionException e) {
      found.completeExceptionally(e);
    }
    return found;
  }

  private static void resolve(
      UpstreamSettings.Address address, CompletableFuture<InetSocketAddress> found) {
    try {
      found.complete(new InetSocketAddress(InetAddress.getByName(address.host()), address.port()));
    } catch (UnknownHostException | RuntimeException e) {
      found.completeExceptionally(e);
    }
  }

  void close() {
    names.shutdownNow();
  }
}

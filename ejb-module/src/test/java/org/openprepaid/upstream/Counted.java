package org.openprepaid.upstream;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;

/** The metrics of the edge: what was counted, by name and tag values. */
final class Counted {
  private final Map<String, Long> counts = new TreeMap<>();

  final UpstreamCounters counters = new UpstreamCounters(registry());

  long of(String name, String... tagValues) {
    return counts.getOrDefault(
        "openprepaid_upstream_" + name + ' ' + String.join(" ", tagValues), 0L);
  }

  private MetricRegistry registry() {
    return proxy(
        MetricRegistry.class,
        (name, arguments) -> {
          String key = key((String) arguments[0], (Tag[]) arguments[1]);
          return switch (name) {
            case "counter" -> proxy(Counter.class, (act, amounts) -> count(key));
            case "timer" -> proxy(Timer.class, (act, amounts) -> count(key));
            default -> throw new UnsupportedOperationException(name);
          };
        });
  }

  private static String key(String name, Tag... tags) {
    StringBuilder key = new StringBuilder(name);
    for (Tag tag : tags) {
      key.append(' ').append(tag.getTagValue());
    }
    return key.toString();
  }

  private Object count(String key) {
    counts.merge(key, 1L, Long::sum);
    return null;
  }

  @FunctionalInterface
  private interface Act {
    Object with(String name, Object... arguments);
  }

  private static <T> T proxy(Class<T> type, Act act) {
    return type.cast(
        Proxy.newProxyInstance(
            Counted.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> act.with(method.getName(), arguments)));
  }
}

package org.openprepaid.system.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openprepaid.system.instance.Instance;

/** What the server tells of itself at /metrics. */
final class ServerMetrics {
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI address;

  ServerMetrics(Instance instance) {
    address = URI.create("http://127.0.0.1:" + instance.ports().http() + "/metrics");
  }

  /**
   * The value of the first line that begins so.
   *
   * @param begins name, and labels as far as they matter, as a regular expression
   */
  double value(String begins) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address).build();
    String text = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    Matcher line = Pattern.compile("(?m)^" + begins + ".* (\\S+)$").matcher(text);
    return line.find() ? Double.parseDouble(line.group(1)) : 0;
  }
}

package org.openprepaid.system.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Memory of the application server.
 *
 * @param residentMib of the whole process, in RAM
 * @param liveHeapMib what is reachable on its heap
 */
record ServerMemory(double residentMib, double liveHeapMib) {
  private static final double MIB = 1024.0 * 1024.0;

  /** Collects its garbage, by the JDK's own tool, and looks. */
  static ServerMemory of(ProcessHandle server) {
    // the histogram of live objects collects first; its last line is the sum
    String histogram = jcmd(server, "GC.class_histogram");
    String[] total =
        histogram.strip().lines().reduce((a, b) -> b).orElse("").trim().split("\\s+", -1);
    if (total.length < 3 || !total[0].equals("Total")) {
      throw new BenchException("jcmd gives no class histogram of the server: " + total[0]);
    }
    return new ServerMemory(
        ProcessorTime.residentKib(server) / 1024.0, Long.parseLong(total[2]) / MIB);
  }

  ServerMemory since(ServerMemory before) {
    return new ServerMemory(residentMib - before.residentMib, liveHeapMib - before.liveHeapMib);
  }

  private static String jcmd(ProcessHandle server, String command) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process process =
          new ProcessBuilder(jcmd.toString(), Long.toString(server.pid()), command)
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return output;
    } catch (IOException e) {
      throw new BenchException("cannot run " + jcmd, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    }
  }
}

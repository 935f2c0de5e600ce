package org.openprepaid.system.instance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openprepaid.upstreamhost.control.ControlClient;
import org.openprepaid.upstreamhost.journal.HostJournal;

/** The simulated upstream host, as {@code ./prepaid upstream} runs it. */
public final class UpstreamProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("READY \\S+ port \\d+ control (\\d+)");
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(2);
  private static final long LOOK_AGAIN_MS = 50;

  private final Process process;
  private final Path journal;
  private final ControlClient control;

  private UpstreamProcess(Process process, Path journal, ControlClient control) {
    this.process = process;
    this.journal = journal;
    this.control = control;
  }

  static UpstreamProcess ready(Process process, Path log, Path journal) {
    long end = System.nanoTime() + LONGEST_NANOS;
    try {
      while (System.nanoTime() - end < 0) {
        String said = Files.readString(log, StandardCharsets.UTF_8);
        Matcher ready = READY.matcher(said);
        if (ready.find()) {
          int port = Integer.parseInt(ready.group(1));
          return new UpstreamProcess(process, journal, new ControlClient(port));
        }
        if (process.waitFor(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS)) {
          throw new InstanceException("./prepaid upstream ended:\n" + said);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    throw new InstanceException("./prepaid upstream is not ready; see " + log);
  }

  /** One command of its control port, such as {@code rules 5% never}. */
  public String command(String line) {
    return control.command(line);
  }

  /** What it has decided so far, of all its lives. */
  public HostJournal journal() {
    return HostJournal.read(journal);
  }

  /** Kills it, as a crash would. */
  public void kill() {
    control.close();
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    control.close();
    process.destroy();
    process.onExit().join();
  }
}

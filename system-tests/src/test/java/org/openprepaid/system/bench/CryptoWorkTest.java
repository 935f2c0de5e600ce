package org.openprepaid.system.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.infra.Blackhole;

class CryptoWorkTest {
  private static final int TURNS = 50;

  @Test
  void everyBenchmarkIsALineOfTheTableOnce() {
    assertThat(CryptoWork.ALL)
        .extracting(work -> work.of().getSimpleName() + "." + work.method())
        .containsExactlyInAnyOrderElementsOf(
            classes()
                .flatMap(of -> benchmarks(of).map(one -> of.getSimpleName() + "." + one.getName()))
                .toList());
  }

  @Test
  void aLineFindsItsBenchmarkAndNoOther() {
    List<String> names =
        CryptoWork.ALL.stream().map(work -> work.of().getName() + "." + work.method()).toList();

    assertThat(CryptoWork.ALL)
        .allSatisfy(
            work ->
                assertThat(names)
                    .filteredOn(Pattern.compile(work.pattern()).asPredicate())
                    .hasSize(1))
        .allSatisfy(
            work -> assertThat(work.title()).hasSizeLessThanOrEqualTo(CryptoWork.MAX_TITLE));
  }

  /** A MAC or a PIN that is refused throws. */
  @ParameterizedTest
  @MethodSource("classes")
  void allItsWorkCanBeDone(Class<?> of) throws ReflectiveOperationException {
    Object state = of.getConstructor().newInstance();
    of.getMethod("prepare").invoke(state);
    Turn turn = new Turn();
    Blackhole out =
        new Blackhole(
            "Today's password is swordfish. I understand instantiating Blackholes directly is"
                + " dangerous.");

    for (Method benchmark : benchmarks(of).toList()) {
      for (int i = 0; i < TURNS; i++) {
        if (benchmark.getParameterCount() == 2) {
          benchmark.invoke(state, turn, out);
        } else {
          benchmark.invoke(state, turn);
        }
      }
    }
  }

  @Test
  void everyTerminalHasItsTurn() {
    Turn turn = new Turn();

    assertThat(Stream.generate(turn::next).limit(ModuleOnTrial.TERMINALS).distinct().toList())
        .hasSize(ModuleOnTrial.TERMINALS)
        .allMatch(at -> at >= 0 && at < ModuleOnTrial.TERMINALS);
  }

  private static Stream<Class<?>> classes() {
    return Stream.of(
        PurchaseCryptography.class,
        MacCryptography.class,
        PinCryptography.class,
        CardCryptography.class,
        KeyCryptography.class);
  }

  private static Stream<Method> benchmarks(Class<?> of) {
    return Stream.of(of.getMethods()).filter(one -> one.isAnnotationPresent(Benchmark.class));
  }
}

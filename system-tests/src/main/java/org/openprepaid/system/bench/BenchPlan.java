package org.openprepaid.system.bench;

import java.time.Duration;

/**
 * How long things take.
 *
 * @param stretch one measurement
 * @param rounds how many of each
 * @param warmUp purchases before the first
 */
record BenchPlan(Duration stretch, int rounds, Duration warmUp) {}

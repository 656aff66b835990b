/** A small row of checks: this machine has no test runner, only Node. */
let passed = 0;
let failed = 0;

export async function check(name: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
    passed += 1;
    print(`ok ${name}`);
  } catch (error) {
    failed += 1;
    print(`not ok ${name}\n${error instanceof Error ? error.stack : String(error)}`);
  }
}

export function equal(found: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(found), JSON.stringify(expected)];
  if (a !== b) throw new Error(`expected ${b}, found ${a}`);
}

/** Waits for something to become true, and fails when it does not. */
export async function until(what: string, isTrue: () => boolean, mostMs = 15_000): Promise<void> {
  const startedAt = performance.now();
  while (!isTrue()) {
    if (performance.now() - startedAt > mostMs) throw new Error(`${what}: not within ${mostMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

export function measured(name: string, values: readonly number[], unit = 'ms'): void {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const shown = [at(0.5), at(0.95), at(1)].map((value) => value.toFixed(2));
  print(`measured ${name}: median ${shown[0]}, 95 % ${shown[1]}, longest ${shown[2]} ${unit}`);
}

export function printResult(): void {
  print(`${passed} passed, ${failed} failed`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

import { benchFleet } from './fleet.ts';
import { benchOffline } from './offline.ts';
import { benchPrinting } from './printing.ts';
import { benchPrintingFaults } from './printing-faults.ts';
import { benchPull } from './pull.ts';
import { benchReturns } from './returns.ts';
import { benchScanning } from './scanning.ts';
import { benchSelling } from './selling.ts';
import { benchSync } from './sync.ts';
import { benchSyncPage } from './sync-page.ts';
import { benchWindow } from './window.ts';

/** `npm run bench [-- NAME…]`: every measurement, or only the named ones. Prints ratios against a baseline of the same run. */
const benches: Readonly<Record<string, () => unknown>> = {
  selling: benchSelling,
  scanning: benchScanning,
  printing: benchPrinting,
  /** Some minutes: ten thousand random runs against the virtual printer. QUAY_FAULT_RUNS, QUAY_FAULT_SEED. */
  'printing-faults': benchPrintingFaults,
  /** A minute or two: a hundred thousand chains of returns. QUAY_CHAINS, QUAY_CHAIN_SEED. */
  returns: benchReturns,
  sync: benchSync,
  pull: benchPull,
  /** Two minutes: some of it runs over real HTTP by the clock on the wall. */
  fleet: benchFleet,
  /** Takes some minutes: fifty thousand sales are made and sent. */
  offline: benchOffline,
  'sync-page': benchSyncPage,
  /** Needs a display: `node scripts/with-display.mjs npm run bench -- window`. */
  window: benchWindow,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => benches[name] === undefined);
if (unknown.length > 0) {
  process.stderr.write(`unknown: ${unknown.join(', ')}; there are: ${Object.keys(benches).join(', ')}\n`);
  process.exitCode = 1;
} else {
  for (const [name, run] of Object.entries(benches)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    process.stdout.write(`\n# ${name}\n`);
    await run();
  }
}

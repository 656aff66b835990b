import { chmodSync } from 'node:fs';
import { loadNodeHid } from '../../../main/devices/scanner/node-hid-port.ts';
import { isScanner } from '../../../main/devices/scanner/scanner-identity.ts';
import { until } from './checks.ts';
import { listen } from './till-ears.ts';

/** A till that is not root: what the system keeps from it is told, and used once the system lets it. Prints `denied ready`. */
const loaded = await loadNodeHid();
if (!loaded.ok) throw new Error(loaded.trouble.detail);
const found = (await loaded.port.list()).filter(isScanner);
const till = listen();
const [root, nobody] = [0, 65_534];
process.seteuid?.(nobody);
await until(
  'the scanner is denied',
  () => till.states().every((state) => state.endsWith(' denied')) && till.states().length > 0,
);
process.seteuid?.(root);
for (const { path } of found) chmodSync(path, 0o666);
process.seteuid?.(nobody);
await till.link.lookNow();
process.stdout.write(
  till.states().every((state) => state.endsWith(' ready')) ? 'denied ready' : till.states().join(),
);
process.exit();

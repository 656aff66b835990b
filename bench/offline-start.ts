import { v7 as uuidv7 } from 'uuid';
import { createSync } from '../main/cloud/sync.ts';
import { migrate } from '../main/db/migrate.ts';
import { openStore } from '../main/db/store.ts';
import { appView } from '../main/services/app-view.ts';
import { cartsView } from '../main/services/carts.ts';
import { readBinding } from '../main/services/shop-settings.ts';
import { benchTill } from './bench-till.ts';

/** Opens a till's store as the program does at its start, and tells how long the first view took and what memory it holds. */
const [path] = process.argv.slice(2);
if (path === undefined) throw new Error('a store to open, please');
const startedAt = performance.now();
const store = openStore(path);
migrate(store);
const sync = createSync({
  store: store.writer,
  clock: Date.now,
  newId: uuidv7,
  readToken: async () => null,
  binding: () => readBinding(store.writer),
  saveVatRates: () => undefined,
  notify: () => undefined,
  log: () => undefined,
});
const { till } = benchTill(store.writer, uuidv7, 'known');
appView({ ...till, sync }, null, { version: '', demoPins: [] });
cartsView(till);
const startMs = performance.now() - startedAt;
store.close();
process.stdout.write(JSON.stringify({ startMs, rssMb: process.memoryUsage().rss / 2 ** 20 }));

import { hasStuckCall } from '../../main/secrets/bounded-call.ts';
import { keytarKeychain } from '../../main/secrets/keytar-keychain.ts';
import { KeyStoreFailure } from '../../main/services/ports-keychain.ts';

/** One question to the system's keychain in a program of its own, as after a start: `get NAME`, `set NAME VALUE`, `remove NAME`, `probe`. */
const [operation, name = '', value = ''] = process.argv.slice(2);
const loud = process.env['ASK_LOUDLY'] === '1';
const keychain = keytarKeychain({
  scope: 'test',
  timeoutMs: 1_000,
  // Without the quiet question every call goes right into the library.
  ...(loud ? { askQuietly: async () => 'unknown' as const } : {}),
});

async function answer(): Promise<unknown> {
  try {
    if (operation === 'probe') return { state: await keychain.probe() };
    if (operation === 'set') return { state: 'ready', value: (await keychain.set(name, value)) ?? null };
    if (operation === 'remove') return { state: 'ready', value: (await keychain.remove(name)) ?? null };
    return { state: 'ready', value: await keychain.get(name) };
  } catch (error) {
    if (error instanceof KeyStoreFailure) return { state: error.state };
    throw error;
  }
}

const startedAt = performance.now();
const said = await answer();
const line = JSON.stringify({
  ...(said as object),
  ms: Math.round(performance.now() - startedAt),
  stuck: hasStuckCall(),
});
process.stdout.write(`${line}\n`, () => {
  if (hasStuckCall()) process.kill(process.pid, 'SIGKILL');
});

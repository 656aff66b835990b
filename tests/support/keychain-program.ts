import { hasStuckCall } from '../../main/secrets/bounded-call.ts';
import { keytarKeychain } from '../../main/secrets/keytar-keychain.ts';
import { wrappedSecrets } from '../../main/secrets/wrapped-secrets.ts';
import { KeyStoreFailure } from '../../main/services/ports-keychain.ts';

/**
 * One question to the system's keychain in a program of its own, as after a start: `get NAME`, `set NAME VALUE`, `remove NAME`, `probe`,
 * or `open FOLDER` for the secrets of a till there. SCOPE keeps keychains of several tills apart.
 */
const [operation, name = '', value = ''] = process.argv.slice(2);
const loud = process.env['ASK_LOUDLY'] === '1';
const keychain = keytarKeychain({
  scope: process.env['SCOPE'] ?? 'test',
  timeoutMs: 1_000,
  // Without the quiet question every call goes right into the library.
  ...(loud ? { askQuietly: async () => 'unknown' as const } : {}),
});

async function answer(): Promise<unknown> {
  try {
    if (operation === 'open') return { state: 'ready', value: await openTill(name) };
    if (operation === 'probe') return { state: await keychain.probe() };
    if (operation === 'set') return { state: 'ready', value: (await keychain.set(name, value)) ?? null };
    if (operation === 'remove') return { state: 'ready', value: (await keychain.remove(name)) ?? null };
    return { state: 'ready', value: await keychain.get(name) };
  } catch (error) {
    if (error instanceof KeyStoreFailure) return { state: error.state };
    throw error;
  }
}

async function openTill(folder: string): Promise<string> {
  const { keyStore } = wrappedSecrets(keychain, folder);
  process.stderr.write('begun\n');
  return [await keyStore.get('cloud-token'), await keyStore.get('shop-secret')].join(' ');
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

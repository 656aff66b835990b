import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeOnce } from './make-once.mjs';
import { root } from './places.mjs';
import { registryElectronVersion } from './registry-runtime.mjs';
import { step } from './report.mjs';
import { run } from './run.mjs';

const installed = join(root, 'node_modules/.cache/quay-oldest-electron/electron.d.ts');

/**
 * Puts the types of the oldest supported Electron beside the newest, for tsconfig.oldest.json: only so does a newer
 * API fail a check before it fails in a shop. They are unpacked, not installed, because installing that version would
 * download its runtime too.
 */
export async function ensureOldestElectronTypes() {
  if (existsSync(installed)) return;
  const source = `electron@${registryElectronVersion}`;
  const remedy = 'Check that the npm registry is reachable, then run the command again.';
  const folder = await makeOnce(`electron-types-${registryElectronVersion}`, (draft) =>
    step(`fetching the types of ${source}`, async () => {
      const inside = { cwd: draft, remedy };
      await run('npm', ['pack', source, '--silent'], inside);
      const [archive] = readdirSync(draft);
      await run('tar', ['-xzf', archive, 'package/electron.d.ts'], inside);
      renameSync(join(draft, 'package/electron.d.ts'), join(draft, 'electron.d.ts'));
      rmSync(join(draft, 'package'), { recursive: true });
      rmSync(join(draft, archive));
    }),
  );
  mkdirSync(join(installed, '..'), { recursive: true });
  copyFileSync(join(folder, 'electron.d.ts'), installed);
}

import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../main/db/migrate.ts';
import { appendJournal } from '../../main/db/repositories/journal.ts';
import { writeSetting } from '../../main/db/repositories/settings.ts';
import { openStore } from '../../main/db/store.ts';
import {
  packagedExecutable,
  packagedFolder,
  repository,
  runToEnd,
  startPackagedApp,
} from '../support/packaged-app.ts';

const packTimeoutMs = 180_000;
const startTimeoutMs = 30_000;

describe.runIf(process.platform === 'linux')('the packed app', () => {
  beforeAll(async () => {
    const script = join(repository, 'scripts/dist.mjs');
    await runToEnd(process.execPath, [script, '--linux', 'dir', '-c.directories.output=out/packaged']);
  }, packTimeoutMs);

  it('has its fuses set', async () => {
    const wire = await getCurrentFuseWire(packagedExecutable);
    const on = (fuse: FuseV1Options): boolean => wire[fuse] === FuseState.ENABLE;
    expect({
      runAsNode: on(FuseV1Options.RunAsNode),
      nodeOptions: on(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      nodeInspector: on(FuseV1Options.EnableNodeCliInspectArguments),
      cookieEncryption: on(FuseV1Options.EnableCookieEncryption),
      asarOnly: on(FuseV1Options.OnlyLoadAppFromAsar),
      asarIntegrity: on(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      filePrivileges: on(FuseV1Options.GrantFileProtocolExtraPrivileges),
      browserSnapshot: on(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
    }).toEqual({
      runAsNode: false,
      nodeOptions: false,
      nodeInspector: false,
      cookieEncryption: true,
      asarOnly: true,
      asarIntegrity: true,
      filePrivileges: false,
      browserSnapshot: false,
    });
  });

  it('holds the bundle and its runtime packages, and nothing of the sources', () => {
    const entries = listPackage(join(packagedFolder, 'resources/app.asar'), { isPack: false }).map((entry) =>
      entry.replaceAll('\\', '/'),
    );
    expect(entries).toContain('/out/build/main/main.js');
    expect(entries).toContain('/out/build/preload/preload.cjs');
    expect(entries).toContain('/out/build/renderer/index.html');
    expect(entries).toContain('/node_modules/better-sqlite3/package.json');
    const top = new Set(entries.map((entry) => entry.split('/')[1]));
    expect([...top].sort()).toEqual(['node_modules', 'out', 'package.json']);
    expect(entries.filter((entry) => /\.(?:ts|tsx|map)$/.test(entry))).toEqual([]);
  });

  it('leaves out packages that only development needs', () => {
    const entries = listPackage(join(packagedFolder, 'resources/app.asar'), { isPack: false });
    const packages = new Set(
      entries.map((entry) => /^\/node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(entry.replaceAll('\\', '/'))?.[1]),
    );
    for (const name of [
      'electron',
      'fastify',
      'react',
      'vitest',
      'node',
      'playwright-core',
      'prebuild-install',
    ]) {
      expect(packages, name).not.toContain(name);
    }
  });

  it('has only its archive, its addons and its data files beside the runtime', () => {
    expect(readdirSync(join(packagedFolder, 'resources')).sort()).toEqual([
      'app.asar',
      'app.asar.unpacked',
      'resources',
    ]);
    const unpacked = readdirSync(join(packagedFolder, 'resources/app.asar.unpacked'), {
      recursive: true,
      withFileTypes: true,
    });
    const files = unpacked.filter((entry) => entry.isFile()).map((entry) => entry.name);
    expect(files.filter((name) => !name.endsWith('.node'))).toEqual([]);
    expect(files).toContain('keytar.node');
    expect(files).toContain('node-napi-v4.node');
  });

  it(
    'opens its window on an empty profile',
    async () => {
      const profile = mkdtempSync(join(tmpdir(), 'quay-packaged-'));
      try {
        const app = await startPackagedApp(profile, startTimeoutMs);
        try {
          const context = app.browser.contexts()[0];
          if (context === undefined) throw new Error('the app has no window context');
          const page: Page = context.pages()[0] ?? (await context.waitForEvent('page'));
          await page.waitForSelector('[data-testid="app-ready"]', { timeout: startTimeoutMs });
          expect(page.url()).toBe('quay://app/index.html');
          const log = () => readFileSync(join(profile, 'logs/quay.log'), 'utf8');
          await expect.poll(log, { timeout: startTimeoutMs }).toContain('hid-scanners-ready');
        } finally {
          await app.stop();
        }
      } finally {
        rmSync(profile, { recursive: true, force: true });
      }
    },
    2 * startTimeoutMs,
  );

  it(
    'carries over a long log in a thread of its own, out of the archive',
    async () => {
      const profile = mkdtempSync(join(tmpdir(), 'quay-packaged-'));
      try {
        leaveLongLog(profile);
        const app = await startPackagedApp(profile, startTimeoutMs);
        try {
          await expect
            .poll(() => readFileSync(join(profile, 'logs/quay.log'), 'utf8'), { timeout: startTimeoutMs })
            .toMatch(/checkpoints-in-(?:thread|line)/);
          expect(readFileSync(join(profile, 'logs/quay.log'), 'utf8')).not.toContain('checkpoints-in-line');
        } finally {
          await app.stop();
        }
        expect(readdirSync(profile).filter((name) => name.startsWith('quay.db'))).toEqual(['quay.db']);
      } finally {
        rmSync(profile, { recursive: true, force: true });
      }
    },
    2 * startTimeoutMs,
  );
});

/** As after a power cut: megabytes in the log, and a last entry from a time the clock has gone back behind, which is written down. */
function leaveLongLog(profile: string): void {
  const elsewhere = mkdtempSync(join(tmpdir(), 'quay-packaged-'));
  const path = join(elsewhere, 'quay.db');
  const store = openStore(path);
  store.connection.pragma('wal_autocheckpoint = 0');
  migrate(store);
  writeSetting(store.writer, 'filler', 'x'.repeat(4_000_000));
  const at = Date.now() + 3_600_000;
  appendJournal(store.writer, {
    kind: 'clock-jumped',
    at,
    staffId: null,
    subjectId: null,
    facts: { backMs: 1 },
  });
  mkdirSync(profile, { recursive: true });
  for (const suffix of ['', '-wal']) cpSync(`${path}${suffix}`, join(profile, `quay.db${suffix}`));
  store.close();
  rmSync(elsewhere, { recursive: true, force: true });
}

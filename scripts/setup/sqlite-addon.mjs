import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { makeOnce } from './make-once.mjs';
import { headersOfNode, installedVersion, root, toolNode } from './places.mjs';
import { SetupError, step } from './report.mjs';
import { run } from './run.mjs';

const packageFolder = join(root, 'node_modules/better-sqlite3');
const compiledAddon = join(packageFolder, 'build/Release/better_sqlite3.node');

/**
 * better-sqlite3's prebuilt addon asks for a newer Node-API than the registry's Electron has and crashes there, so for
 * that runtime alone it is compiled against the experimental API, which every supported runtime accepts.
 *
 * @param {import('./runtime-record.mjs').Runtime} runtime
 */
export async function ensureSqliteAddon(runtime) {
  if (runtime.kind === 'official') {
    if (existsSync(compiledAddon)) rmSync(dirname(dirname(compiledAddon)), { recursive: true });
    return;
  }
  const name = `better-sqlite3-${installedVersion('better-sqlite3')}-${process.platform}-${process.arch}-r1`;
  const cached = await makeOnce(name, (folder) =>
    step('compiling better-sqlite3 for this runtime (about a minute, once)', () => compile(folder, runtime)),
  );
  const addon = join(cached, 'better_sqlite3.node');
  if (existsSync(compiledAddon) && statSync(compiledAddon).size === statSync(addon).size) return;
  mkdirSync(dirname(compiledAddon), { recursive: true });
  copyFileSync(addon, compiledAddon);
}

async function compile(folder, runtime) {
  const remedy = 'Install a C++ compiler, make and Python 3, then run the command again.';
  // Inside node_modules, so that the build finds node-addon-api; the package itself stays as it was published.
  const copy = join(root, 'node_modules/.cache/better-sqlite3-build');
  rmSync(copy, { recursive: true, force: true });
  try {
    cpSync(packageFolder, copy, { recursive: true });
    const gypFile = join(copy, 'binding.gyp');
    const gyp = readFileSync(gypFile, 'utf8');
    const patched = gyp.replace("'NAPI_VERSION=10'", "'NAPI_EXPERIMENTAL'");
    if (patched === gyp)
      throw new SetupError('better-sqlite3 changed its build file', 'Report this as a bug.');
    writeFileSync(gypFile, patched);
    const headers = headersOfNode();
    await run(
      toolNode,
      [
        join(root, 'node_modules/node-gyp/bin/node-gyp.js'),
        'rebuild',
        '--release',
        '--force_build=1',
        ...(headers ? [`--nodedir=${headers}`] : []),
      ],
      { cwd: copy, remedy },
    );
    const built = join(copy, 'build/Release/better_sqlite3.node');
    const check = `
      const Database = require(${JSON.stringify(packageFolder)});
      const db = new Database(':memory:', { nativeBinding: ${JSON.stringify(built)} });
      db.exec("create virtual table t using fts5(x); insert into t values ('a')");
      if (db.prepare('select count(*) from t').pluck().get() !== 1) process.exit(1);`;
    await run(runtime.executable, ['-e', check], { env: { ELECTRON_RUN_AS_NODE: '1' }, remedy });
    await run(toolNode, ['-e', check], { remedy });
    copyFileSync(built, join(folder, 'better_sqlite3.node'));
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

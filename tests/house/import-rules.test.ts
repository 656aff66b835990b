import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CheckInput, findCycles, findViolations, zoneOf } from './imports/check.ts';
import { importsOf, readGraph, sourceFiles } from './imports/graph.ts';
import { importRules, packageHomes } from './imports/rules.ts';

const root = join(import.meta.dirname, '../..');
const folders = [
  'bench',
  'contracts',
  'domain',
  'main',
  'preload',
  'renderer',
  'sandbox',
  'scripts',
  'tests',
  'virtual-counter',
];

const manifest: { dependencies: Record<string, string>; devDependencies: Record<string, string> } =
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

function inputFor(sources: Readonly<Record<string, string>>): CheckInput {
  return {
    graph: new Map(Object.entries(sources).map(([file, source]) => [file, importsOf(file, source)])),
    rules: importRules,
    packageHomes,
    runtimePackages: new Set(['zod', 'keytar', 'better-sqlite3', 'escpos', 'pino', 'uuid']),
    developmentPackages: new Set(['electron', 'react', 'fastify', 'vitest']),
    exists: (path) => !path.includes('missing'),
  };
}

function problemsIn(sources: Readonly<Record<string, string>>): string[] {
  return findViolations(inputFor(sources)).map(({ file, line, problem }) => `${file}:${line} ${problem}`);
}

describe('the import graph of this repository', () => {
  const files = sourceFiles(root, folders);
  const graph = readGraph(root, files);

  it('is the real one', () => {
    expect(files).toContain('tests/house/import-rules.test.ts');
    expect(files.some((file) => file.startsWith('domain/'))).toBe(true);
    expect(graph.get('tests/house/import-rules.test.ts')?.map((found) => found.specifier)).toContain(
      'vitest',
    );
  });

  it('breaks no rule of the table', () => {
    const found = findViolations({
      graph,
      rules: importRules,
      packageHomes,
      runtimePackages: new Set(Object.keys(manifest.dependencies)),
      developmentPackages: new Set(Object.keys(manifest.devDependencies)),
      exists: (path) => existsSync(join(root, path)),
    });
    expect(found.map(({ file, line, problem }) => `${file}:${line} ${problem}`)).toEqual([]);
  });

  it('has no cycle', () => {
    expect(findCycles(graph).map((cycle) => cycle.join(' → '))).toEqual([]);
  });
});

describe('the checker', () => {
  /* biome-ignore format: one forbidden import a line */
  it.each<[file: string, source: string, problem: string]>([
    ['domain/a.ts', `import 'node:fs';`, 'domain may not import node:fs'],
    ['domain/a.ts', `import { z } from 'zod';`, 'domain may not import zod'],
    ['domain/a.ts', `export * from '../contracts/b.ts';`, 'domain may not import contracts'],
    ['contracts/a.ts', `import { x } from '../domain/b.ts';`, 'contracts may import only types from domain'],
    ['contracts/a.ts', `import { type X } from '../domain/b.ts';`, 'contracts may import only types from domain'],
    ['renderer/a.tsx', `import { x } from '../main/ipc/b.ts';`, 'renderer may import only types from main/ipc'],
    ['renderer/a.tsx', `import type { X } from '../main/db/b.ts';`, 'renderer may not import main/db'],
    ['renderer/a.tsx', `import 'electron';`, 'electron may be imported only in main/app, main/ipc, main/secrets, preload, scripts/setup/default-app, bench, tests'],
    ['preload/a.ts', `import '../domain/b.ts';`, 'preload may not import domain'],
    ['main/services/a.ts', `await import('electron');`, 'electron may be imported only in main/app, main/ipc, main/secrets, preload, scripts/setup/default-app, bench, tests'],
    ['main/services/a.ts', `import { x } from '../devices/b.ts';`, 'main/services may not import main/devices'],
    ['main/services/a.ts', `import type { X } from '../cloud/b.ts';`, 'main/services may not import main/cloud'],
    ['main/services/a.ts', `import keytar from 'keytar';`, 'keytar may be imported only in main/secrets'],
    ['main/services/a.ts', `import D from 'better-sqlite3';`, 'better-sqlite3 may be imported only in main/db, sandbox, bench, tests'],
    ['main/db/a.ts', `import '../services/b.ts';`, 'main/db may not import main/services'],
    ['main/db/a.ts', `import '../log/b.ts';`, 'main/db may not import main/log'],
    ['main/devices/printer/a.ts', `import '../../db/b.ts';`, 'main/devices may not import main/db'],
    ['main/devices/printer/a.ts', `import { x } from '../../services/sell.ts';`, 'main/devices may not import main/services'],
    ['main/secrets/a.ts', `import { x } from '../log/b.ts';`, 'main/secrets may import only types from main/log'],
    ['main/services/a.ts', `type X = import('../secrets/b.ts').X;`, 'main/services may not import main/secrets'],
    ['main/ipc/a.ts', `require('../db/b.ts');`, 'main/ipc may not import main/db'],
    ['main/app/main.ts', `import '../../sandbox/b.ts';`, 'main/app may not import sandbox'],
    ['main/cloud/a.ts', `import fs from 'fs';`, 'fs lacks its node: prefix'],
    ['main/cloud/a.ts', `await import(name);`, 'imports something computed'],
    ['sandbox/a.ts', `import '../domain/b.ts';`, 'sandbox may not import domain'],
    ['sandbox/a.ts', `import 'left-pad';`, 'sandbox may not import left-pad'],
    ['virtual-counter/a.ts', `import '../main/devices/b.ts';`, 'virtual-counter may not import main/devices'],
    ['main/devices/a.ts', `import '../../virtual-counter/b.ts';`, 'main/devices may not import virtual-counter'],
    ['scripts/a.mjs', `import 'left-pad';`, 'left-pad is not declared in package.json'],
    ['scripts/setup/a.mjs', `import 'zod';`, 'scripts/setup may not import zod'],
    ['main/services/a.ts', `import './missing.ts';`, './missing.ts does not exist'],
    ['domain/a.ts', `import '../../elsewhere.ts';`, '../../elsewhere.ts leaves the repository'],
    ['elsewhere/a.ts', ``, 'belongs to no zone'],
  ])('refuses in %s: %s', (file, source, problem) => {
    expect(problemsIn({ [file]: source })).toEqual([`${file}:1 ${problem}`]);
  });

  it('lets each zone import what the table gives it', () => {
    const sources = {
      'domain/b.ts': `import './c.ts';`,
      'domain/c.ts': '',
      'contracts/b.ts': `import type { X } from '../domain/b.ts'; import { z } from 'zod';`,
      'main/services/ports.ts': `import type { X } from '../../domain/b.ts';`,
      'main/devices/b.ts': `import { X } from '../services/ports.ts'; import 'node:net'; import 'escpos';`,
      'main/db/b.ts': `import 'better-sqlite3'; import '../../domain/b.ts';`,
      'main/services/b.ts': `import '../db/b.ts'; import './ports.ts';`,
      'main/secrets/b.ts': `import 'keytar';`,
      'main/app/b.ts': `import 'electron'; import '../devices/b.ts'; import '../secrets/b.ts';`,
      'main/app/demo.ts': `import '../../sandbox/b.ts';`,
      'main/app/demo-shop.ts': `import '../../sandbox/b.ts';`,
      'sandbox/b.ts': `import 'fastify'; import 'better-sqlite3'; import 'node:http';`,
    };
    expect(problemsIn(sources)).toEqual([]);
  });

  it('demands a dependency, not a devDependency, where the product imports a package unbundled', () => {
    const input = inputFor({ 'main/devices/a.ts': `import 'escpos';` });
    const asDevelopment = {
      ...input,
      runtimePackages: new Set<string>(),
      developmentPackages: new Set(['escpos']),
    };
    expect(findViolations(asDevelopment)).toHaveLength(1);
    expect(findViolations(input)).toHaveLength(0);
  });

  it('names the line of the import', () => {
    expect(problemsIn({ 'domain/a.ts': `\n\nimport 'node:fs';` })).toEqual([
      'domain/a.ts:3 domain may not import node:fs',
    ]);
  });

  it('finds cycles through values, types and re-exports', () => {
    const { graph } = inputFor({
      'domain/a.ts': `import './b.ts';`,
      'domain/b.ts': `export type { X } from './c.ts';`,
      'domain/c.ts': `import type { X } from './a.ts';`,
      'domain/d.ts': `import './a.ts';`,
    });
    expect(findCycles(graph)).toEqual([['domain/a.ts', 'domain/b.ts', 'domain/c.ts', 'domain/a.ts']]);
  });

  it('puts a file in the most specific zone', () => {
    expect(zoneOf('main/app/demo-shop.ts', importRules)).toBe('main/app/demo');
    expect(zoneOf('main/application.ts', importRules)).toBe(undefined);
    expect(zoneOf('main/services/ports/printer.ts', importRules)).toBe('main/services/ports');
    expect(zoneOf('vitest.config.ts', importRules)).toBe('.');
  });
});

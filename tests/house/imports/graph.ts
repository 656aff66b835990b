import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';

/** One import as written: `specifier` is null when it is computed and nobody can know what it names. */
export interface Import {
  readonly specifier: string | null;
  readonly typeOnly: boolean;
  readonly line: number;
}

/** File (path from the root, with slashes) → what it imports, in source order. */
export type ImportGraph = ReadonlyMap<string, readonly Import[]>;

const sourceFile = /\.(?:ts|tsx|mts|mjs|cjs|js)$/;

/** All source files under the named folders and the root itself, as sorted paths from the root. */
export function sourceFiles(root: string, folders: readonly string[]): string[] {
  const atRoot = readdirSync(root).filter((name) => sourceFile.test(name));
  const below = folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
        .filter((name) => sourceFile.test(name)),
    );
  return [...atRoot, ...below].sort();
}

export function readGraph(root: string, files: readonly string[]): ImportGraph {
  return new Map(files.map((file) => [file, importsOf(file, readFileSync(join(root, file), 'utf8'))]));
}

/** Every way a module can be named: static import, re-export, dynamic import, require, `import('x')` in a type. */
export function importsOf(file: string, source: string): Import[] {
  const { program, module, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const found: { specifier: string | null; typeOnly: boolean; start: number }[] = [];
  for (const statement of module.staticImports) {
    // `import { type A } from` still loads the module, so only `import type` counts as types.
    const typeOnly = /^import\s+type\b/.test(source.slice(statement.start, statement.end));
    found.push({ specifier: statement.moduleRequest.value, typeOnly, start: statement.start });
  }
  for (const statement of module.staticExports) {
    const from = statement.entries.find((entry) => entry.moduleRequest !== null)?.moduleRequest;
    if (!from) continue;
    const typeOnly = /^export\s+type\b/.test(source.slice(statement.start, statement.end));
    found.push({ specifier: from.value, typeOnly, start: statement.start });
  }
  new Visitor({
    ImportExpression(node) {
      found.push({ specifier: literal(node.source), typeOnly: false, start: node.start });
    },
    TSImportType(node) {
      found.push({ specifier: node.source.value, typeOnly: true, start: node.start });
    },
    CallExpression(node) {
      const callee = node.callee;
      if (callee.type !== 'Identifier' || callee.name !== 'require') return;
      found.push({ specifier: literal(node.arguments[0]), typeOnly: false, start: node.start });
    },
  }).visit(program);
  return found
    .sort((a, b) => a.start - b.start)
    .map(({ specifier, typeOnly, start }) => ({
      specifier,
      typeOnly,
      line: source.slice(0, start).split('\n').length,
    }));
}

function literal(node: { readonly type: string; readonly value?: unknown } | undefined): string | null {
  return node?.type === 'Literal' && typeof node.value === 'string' ? node.value : null;
}

/** The file a relative specifier names, as a path from the root; a bundler query such as `?url` is dropped. */
export function resolveRelative(file: string, specifier: string): string {
  return posix.join(dirname(file), specifier.replace(/\?.*$/, ''));
}

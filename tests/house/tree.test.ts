import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const text = /\.(?:ts|tsx|mjs|cjs|js|json|md|yml|yaml|html|css|svg|sql|txt)$/;

/** What git tracks or would track, so that build output and installed packages stay out of it. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter((file) => file !== '');

interface ForbiddenText {
  readonly name: string;
  readonly pattern: RegExp;
  readonly only?: RegExp;
}

// Each pattern is spelled so that it does not match itself.
const forbidden: readonly ForbiddenText[] = [
  { name: 'a path of one machine', pattern: /\/(?:work|home|Users)\/[a-z]/ },
  { name: 'an unfinished note', pattern: /\b(?:TO[D]O|FIX[M]E|XX[X]|HA[C]K)\b/ },
  { name: 'a switched-off type check', pattern: /@ts-(?:ignor[e]|nochec[k])/ },
  {
    name: 'a download address in the lock file',
    pattern: /"resolve[d]": "https?:/,
    only: /^package-lock\.json$/,
  },
];

function findForbidden(file: string, content: string): string[] {
  return forbidden
    .filter(({ only }) => only === undefined || only.test(file))
    .flatMap(({ name, pattern }) => {
      const at = content.search(pattern);
      return at < 0 ? [] : [`${file}:${content.slice(0, at).split('\n').length} ${name}`];
    });
}

function lineCount(content: string): number {
  return content.split('\n').length - (content.endsWith('\n') ? 1 : 0);
}

const contents = new Map(
  files
    .filter((file) => text.test(file))
    .flatMap((file): [string, string][] => {
      try {
        return [[file, readFileSync(join(root, file), 'utf8')]];
      } catch {
        return []; // deleted in the working tree, not yet in the index
      }
    }),
);

describe('the tree', () => {
  it('is read whole', () => {
    expect([...contents.keys()]).toContain('package-lock.json');
    expect([...contents.keys()]).toContain('tests/house/tree.test.ts');
  });

  it('holds no text that belongs elsewhere', () => {
    expect([...contents].flatMap(([file, content]) => findForbidden(file, content))).toEqual([]);
  });

  it('keeps source files short', () => {
    const tooLong = [...contents]
      .filter(([file]) => /\.(?:ts|tsx|mjs)$/.test(file))
      .filter(([file, content]) => lineCount(content) > (file.startsWith('tests/') ? 600 : 400))
      .map(([file, content]) => `${file} has ${lineCount(content)} lines`);
    expect(tooLong).toEqual([]);
  });

  it('names files in kebab-case ASCII', () => {
    const odd = files
      .filter((file) => /\.(?:ts|tsx|mjs)$/.test(file))
      .filter((file) => !/^(?:[a-z0-9.-]+\/)*[a-z0-9.-]+$/.test(file));
    expect(odd).toEqual([]);
  });
});

describe('the text checker', () => {
  it.each([
    ['docs/a.md', `see /${'work'}/main/domain`, 'a path of one machine'],
    ['domain/a.ts', `// ${'TO'}DO later`, 'an unfinished note'],
    ['domain/a.ts', `// @ts-${'ignore'}`, 'a switched-off type check'],
    ['package-lock.json', `"${'resolved'}": "https://host/a.tgz"`, 'a download address in the lock file'],
  ])('finds forbidden text in %s', (file, content, name) => {
    expect(findForbidden(file, `first line\n${content}`)).toEqual([`${file}:2 ${name}`]);
  });

  it('leaves ordinary text alone', () => {
    expect(findForbidden('docs/a.md', 'a network/home page, a todo list, the workshop')).toEqual([]);
  });
});

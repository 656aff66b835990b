import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explain } from '../../../contracts/errors/failure.ts';
import { type ErrorCode, type ErrorEntry, errorRegistry } from '../../../contracts/errors/registry.ts';
import { StoreFailure, storeFailureKinds } from '../../../main/db/store-failure.ts';
import { describeError } from '../../../main/services/describe-error.ts';
import { KeyStoreFailure } from '../../../main/services/ports-keychain.ts';

const entries = Object.entries(errorRegistry) as readonly (readonly [ErrorCode, ErrorEntry])[];

function placeholders({ what, todo }: ErrorEntry['vi']): ReadonlySet<string> {
  return new Set([...`${what} ${todo}`.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name ?? ''));
}

/** Every refusal in the program's own text: its code, and the text of its params. */
function refusalsInSource(): readonly {
  readonly code: string;
  readonly params: string;
  readonly file: string;
}[] {
  const root = join(import.meta.dirname, '../../..');
  const files = ['main', 'domain', 'contracts'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(folder, file)),
  );
  return files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return [...text.matchAll(/\b(?:failure|refuse)\(\s*'([A-Z_]+)'/g)].map((match) => ({
      code: match[1] ?? '',
      params: untilClosed(text, match.index + match[0].length),
      file,
    }));
  });
}

function untilClosed(text: string, from: number): string {
  let depth = 1;
  let at = from;
  for (; depth > 0 && at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
  }
  return text.slice(from, at - 1);
}

describe('every error a person can meet', () => {
  it.each(entries)(
    '%s says what happened and what to do, in both languages, without shouting',
    (_, entry) => {
      for (const { what, todo } of [entry.vi, entry.en]) {
        expect(what.length).toBeGreaterThan(5);
        expect(todo.length).toBeGreaterThan(5);
        expect(`${what}${todo}`).not.toMatch(/!/);
        expect(`${what}${todo}`).toBe(`${what}${todo}`.normalize('NFC'));
      }
      expect(entry.vi.what).not.toBe(entry.en.what);
    },
  );

  it.each(entries)('%s has the same blanks to fill in both languages', (_, entry) => {
    expect([...placeholders(entry.vi)].sort()).toEqual([...placeholders(entry.en)].sort());
  });

  it('is given everything its sentences need wherever the program refuses something', () => {
    const refusals = refusalsInSource();
    expect(refusals.length).toBeGreaterThan(80);
    for (const { code, params, file } of refusals) {
      const entry = entries.find(([known]) => known === code)?.[1];
      expect(entry, `${code} in ${file}`).toBeDefined();
      // Params that are handed on as a variable are typed where they are made.
      if (entry === undefined || /^,\s*[\w.]+$/.test(params)) continue;
      for (const name of placeholders(entry.vi)) {
        expect(params, `${code} in ${file}`).toMatch(new RegExp(`\\b${name}\\b`));
      }
    }
  });

  it('is refused somewhere: no sentence waits for nothing', () => {
    const root = join(import.meta.dirname, '../../..');
    const text = ['main', 'domain', 'renderer', 'contracts/errors/failure.ts']
      .flatMap((folder) =>
        folder.endsWith('.ts')
          ? [folder]
          : readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
              .filter((file) => /\.tsx?$/.test(file))
              .map((file) => join(folder, file)),
      )
      .map((file) =>
        readFileSync(join(root, file), 'utf8').replaceAll(/const refusalCodes = \[[^\]]*\]/g, ''),
      )
      .join('\n');
    const unused = entries.map(([code]) => code).filter((code) => !new RegExp(`['"]${code}['"]`).test(text));
    expect(unused).toEqual([]);
  });

  it('leaves no blank open when the store or the keychain fails', () => {
    const details = { newer: { found: 20, known: 10 } };
    const thrown = [
      ...storeFailureKinds.map(
        (kind) => new StoreFailure(kind, '/a/b', kind === 'newer' ? details.newer : {}),
      ),
      new KeyStoreFailure('missing'),
      new KeyStoreFailure('locked'),
      new Error('anything'),
      'a string',
      null,
    ];
    for (const error of thrown) {
      const failure = describeError(error);
      for (const locale of ['vi', 'en'] as const) {
        const { what, todo } = explain(failure, locale);
        expect(`${what} ${todo}`).not.toMatch(/[{}]/);
      }
    }
  });

  it('writes figures the way people here read them', () => {
    const { what } = explain({ code: 'PAYMENT_SHORT', params: { missing: 1_234_500 } }, 'vi');
    expect(what).toContain('1.234.500');
  });
});

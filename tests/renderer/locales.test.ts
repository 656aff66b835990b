import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const locales = join(root, 'resources/locales');

type Words = { readonly [key: string]: string | Words };

function keysOf(words: Words, prefix: string): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${prefix}.${key}`] : keysOf(value, `${prefix}.${key}`),
  );
}

function textsOf(locale: string): Map<string, string> {
  const texts = new Map<string, string>();
  const collect = (words: Words, prefix: string) => {
    for (const [key, value] of Object.entries(words)) {
      if (typeof value === 'string') texts.set(`${prefix}.${key}`, value);
      else collect(value, `${prefix}.${key}`);
    }
  };
  for (const file of readdirSync(join(locales, locale)))
    collect(readWords(locale, file), file.replace('.json', ''));
  return texts;
}

function readWords(locale: string, file: string): Words {
  return JSON.parse(readFileSync(join(locales, locale, file), 'utf8'));
}

/** Languages have different plural forms; the key without its form must exist in both. */
const withoutForm = (key: string) => key.replace(/_(?:one|other)$/, '');

const keysIn = (locale: string) => [
  ...new Set(
    readdirSync(join(locales, locale))
      .flatMap((file) => keysOf(readWords(locale, file), file.replace('.json', '')))
      .map(withoutForm),
  ),
];

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

const holesOf = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

describe('the words on screen', () => {
  const vi = textsOf('vi');

  it('exist in both languages', () => {
    expect(keysIn('en').sort()).toEqual(keysIn('vi').sort());
  });

  it('fill the same holes in both languages', () => {
    const en = textsOf('en');
    const different = [...vi].filter(
      ([key, text]) => en.has(key) && holesOf(text).join() !== holesOf(en.get(key) ?? '').join(),
    );
    expect(different).toEqual([]);
  });

  it('are all there for the keys that the screens name in full', () => {
    const known = new Set(keysIn('vi'));
    const used = sources(join(root, 'renderer'))
      .flatMap((source) => [...source.matchAll(/\bt\(\s*'([\w.-]+)'/g)])
      .map((match) => match[1] ?? '');
    expect(used.length).toBeGreaterThan(50);
    expect([...new Set(used)].filter((key) => !known.has(key))).toEqual([]);
  });

  it('shout at nobody', () => {
    expect([...vi].filter(([, text]) => text.includes('!'))).toEqual([]);
  });
});

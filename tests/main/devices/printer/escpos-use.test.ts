import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import escpos from 'escpos';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../../..');

/** Of the package's calls these alone emit the right bytes; its drawer, barcode, QR, picture, margin and status calls do not. */
const sound = ['hardware', 'raw', 'flush'];

function sources(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .map((path) => join(folder, path));
}

describe('the escpos package', () => {
  const users = ['main', 'domain', 'virtual-counter', 'scripts', 'sandbox'].flatMap((folder) =>
    sourcesIn(folder).filter((path) => /['"]escpos(-\w+)?['"]/.test(readFileSync(join(root, path), 'utf8'))),
  );

  it('is used in one place', () => {
    expect(users).toEqual([join('main', 'devices', 'printer', 'encode-receipt.ts')]);
  });

  it('is used for nothing it gets wrong', () => {
    const source = readFileSync(join(root, users[0] ?? ''), 'utf8');
    const calls = [...source.matchAll(/\bprinter\s*\.\s*(\w+)\s*\(\s*('\w+')?/g)].map(
      ([, call, argument]) => [call, argument],
    );
    expect(calls.length).toBeGreaterThan(0);
    for (const [call, argument] of calls) {
      expect(sound).toContain(call);
      if (call === 'hardware') expect(argument).toBe("'init'");
    }
    expect([...source.matchAll(/\bescpos\s*\.\s*(\w+)/g)].map(([, name]) => name)).toEqual(['Printer']);
  });

  it('initialises in two bytes and hands everything else through untouched', () => {
    const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    let written = Buffer.alloc(0);
    const printer = new escpos.Printer({
      write: (data, done) => {
        written = Buffer.from(data);
        done?.(null);
      },
    });
    printer.hardware('init');
    printer.raw(all);
    printer.flush(() => undefined);
    expect(written.toString('hex')).toBe(`1b40${all.toString('hex')}`);
  });
});

function sourcesIn(folder: string): readonly string[] {
  try {
    return sources(folder);
  } catch {
    // Not every folder has to be there.
    return [];
  }
}

import { describe, expect, it } from 'vitest';
import type { LiveScanner } from '../../../main/services/ports.ts';
import {
  codeOfScan,
  enableScanner,
  forgetScanner,
  isScannerMissing,
  isScannerWanted,
  nameScanner,
  noteScan,
  noteScanner,
  scannersView,
  takeOffCodes,
} from '../../../main/services/scanners.ts';
import type { Till } from '../../../main/services/till.ts';
import { must } from '../../support/selling-till.ts';
import { testNow, testTill } from '../../support/test-till.ts';

const scanner = {
  key: '0c2e:0b61:A1',
  vendorId: 0x0c2e,
  productId: 0x0b61,
  serial: 'A1',
  productName: 'Honeywell Voyager',
} as const;

/** A till with these scanners plugged in. */
function tillWith(till: Till, connected: readonly Partial<LiveScanner>[]): Till {
  const live = connected.map((given): LiveScanner => {
    return { ...scanner, id: given.key ?? scanner.key, state: 'ready', detail: '', lastScan: null, ...given };
  });
  return { ...till, scanners: { ...till.scanners, connected: () => live } };
}

describe('scanners', () => {
  it('are remembered with their scans and the name the shop gave', () => {
    const { till, advance } = testTill();
    noteScanner(till, scanner);
    must(nameScanner(till, { key: scanner.key, name: ' Quầy ngoài ' }));
    advance(1_000);
    noteScan(till, scanner.key);
    noteScan(till, scanner.key);
    noteScanner(till, { ...scanner, productName: 'Voyager 1470g' });
    expect(scannersView(till).scanners).toEqual([
      {
        key: scanner.key,
        name: 'Quầy ngoài',
        productName: 'Voyager 1470g',
        serial: 'A1',
        enabled: true,
        state: 'away',
        detail: '',
        pluggedIn: 0,
        firstSeenAt: testNow,
        lastSeenAt: testNow + 1_000,
        scans: 2,
        lastScan: null,
        takenOff: { prefix: '', suffix: '' },
        found: null,
      },
    ]);
  });

  it('take their own name back when the shop’s is emptied', () => {
    const { till } = testTill();
    noteScanner(till, scanner);
    must(nameScanner(till, { key: scanner.key, name: 'x' }));
    expect(must(nameScanner(till, { key: scanner.key, name: ' ' })).scanners[0]?.name).toBe(
      'Honeywell Voyager',
    );
  });

  it('that put something around a code are found out, and it is taken off once a manager says so', () => {
    const { till, owner } = testTill();
    noteScanner(till, scanner);
    const lastScan = {
      at: testNow,
      raw: 'd8934602001078\r',
      code: 'd8934602001078',
      symbology: 'EAN-13/UPC',
      isWhole: true,
    };
    const read = tillWith(till, [{ lastScan }]);
    const found = { prefix: 'd', suffix: '' };
    expect(scannersView(read).scanners).toMatchObject([{ found, takenOff: { prefix: '', suffix: '' } }]);
    expect(codeOfScan(till.store, scanner.key, lastScan.code)).toBe('d8934602001078');
    must(takeOffCodes(read, owner, { key: scanner.key, ...found }));
    expect(scannersView(read).scanners).toMatchObject([{ found: null, takenOff: found }]);
    expect(codeOfScan(till.store, scanner.key, lastScan.code)).toBe('8934602001078');
    expect(codeOfScan(till.store, 'another', 'd1')).toBe('d1');
  });

  it('that the system keeps from the till are listed with what it said', () => {
    const { till } = testTill();
    const denied = tillWith(till, [{ state: 'denied', detail: 'Permission denied' }]);
    expect(scannersView(denied).scanners).toMatchObject([
      { name: 'Honeywell Voyager', state: 'denied', detail: 'Permission denied', firstSeenAt: null },
    ]);
  });

  it('of one model without serial numbers are one row', () => {
    const { till } = testTill();
    noteScanner(till, scanner);
    const twins = tillWith(till, [{ id: 'a' }, { id: 'b' }]);
    expect(scannersView(twins).scanners).toMatchObject([{ pluggedIn: 2 }]);
  });

  it('are switched off and on, which the journal keeps', async () => {
    const { till, owner } = testTill();
    noteScanner(till, scanner);
    must(await enableScanner(till, owner, { key: scanner.key, enabled: false }));
    expect(isScannerWanted(till.store, scanner.key)).toBe(false);
    expect(scannersView(till).scanners).toMatchObject([{ state: 'off', enabled: false }]);
    must(await enableScanner(till, owner, { key: scanner.key, enabled: true }));
    expect(isScannerWanted(till.store, scanner.key)).toBe(true);
    const kinds = till.store.all<{ kind: string }>('SELECT kind FROM journal').map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'settings-changed')).toHaveLength(2);
  });

  it('can be forgotten once they are away', () => {
    const { till } = testTill();
    noteScanner(till, scanner);
    expect(forgetScanner(tillWith(till, [{}]), scanner.key)).toMatchObject({
      error: { code: 'SCANNER_PLUGGED_IN' },
    });
    expect(must(forgetScanner(till, scanner.key)).scanners).toEqual([]);
    expect(forgetScanner(till, scanner.key)).toMatchObject({ error: { code: 'SCANNER_MISSING' } });
  });

  it('are missed while they are away, for a month', async () => {
    const { till, owner } = testTill();
    noteScanner(till, scanner);
    const isMissing = (days: number, here: readonly string[] = []) =>
      isScannerMissing(till.store, new Set(here), testNow + days * 86_400_000);
    expect([isMissing(0), isMissing(29), isMissing(31)]).toEqual([true, true, false]);
    expect(isMissing(0, [scanner.key])).toBe(false);
    must(await enableScanner(till, owner, { key: scanner.key, enabled: false }));
    expect(isMissing(0)).toBe(false);
  });
});

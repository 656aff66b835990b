import { describe, expect, it } from 'vitest';
import { cartsView } from '../../../main/services/carts.ts';
import { endTrial, startTrial } from '../../../main/services/scanner-trial.ts';
import { scannersView, takeOffCodes } from '../../../main/services/scanners.ts';
import type { FakeScanner } from '../../support/fake-hid.ts';
import { reportsOf } from '../../support/scanner-reports.ts';
import { type ScanningTill, scanningTill } from '../../support/scanning-till.ts';
import { codes } from '../../support/selling-till.ts';

const scan = (scanner: FakeScanner, code: string, aim = ']E0'): void => {
  for (const report of reportsOf(Buffer.from(code), { aim })) scanner.report(report);
};

async function plugged(shop: ScanningTill): Promise<FakeScanner> {
  const scanner = shop.hid.plugIn({ serial: 'S1' });
  await shop.look();
  return scanner;
}

/** Scans are dispatched one after another on later turns of the loop. */
const told = async (shop: ScanningTill, count: number): Promise<readonly unknown[]> => {
  const scans = () => shop.sent.filter(({ event }) => event === 'scanned' || event === 'scan-refused');
  while (scans().length < count) await new Promise((resolve) => setImmediate(resolve));
  return scans().map(({ payload }) => payload);
};

const lines = ({ test }: ScanningTill): number => cartsView(test.till).active.lines.length;

describe('a scan of a brand scanner', () => {
  it('is a line of the cart, and the window hears where it led', async () => {
    const shop = scanningTill();
    scan(await plugged(shop), codes.water);
    expect(await told(shop, 1)).toMatchObject([
      { code: codes.water, source: 'hid', outcome: { kind: 'found' } },
    ]);
    expect(lines(shop)).toBe(1);
    expect(scannersView(shop.context.till).scanners).toMatchObject([
      { key: '05e0:1200:S1', state: 'ready', scans: 1, lastScan: { raw: codes.water } },
    ]);
  });

  it('finds goods by the article number in a GS1 code', async () => {
    const shop = scanningTill();
    scan(await plugged(shop), `010${codes.water}10LOT7\u001d17261231`, ']C1');
    expect(await told(shop, 1)).toMatchObject([{ outcome: { kind: 'found' } }]);
  });

  it('is found though the scanner puts something around every code', async () => {
    const shop = scanningTill();
    const scanner = await plugged(shop);
    const { till } = shop.context;
    takeOffCodes(till, shop.test.owner, { key: '05e0:1200:S1', prefix: 'd', suffix: ';' });
    scan(scanner, `d${codes.water};\r`);
    expect(await told(shop, 1)).toMatchObject([{ code: codes.water, outcome: { kind: 'found' } }]);
  });

  it('is refused while nobody is signed in, and nothing is written about it', async () => {
    const shop = scanningTill(false);
    const scanner = await plugged(shop);
    const journal = () => shop.test.till.store.get<{ n: number }>('SELECT count(*) AS n FROM journal')?.n;
    const before = journal();
    scan(scanner, codes.water);
    expect(await told(shop, 1)).toMatchObject([{ failure: { code: 'SIGN_IN_NEEDED' } }]);
    expect(lines(shop)).toBe(0);
    expect(journal()).toBe(before);
  });

  it('that repeats at once counts once and is told', async () => {
    const shop = scanningTill();
    const scanner = await plugged(shop);
    scan(scanner, codes.water);
    scan(scanner, codes.water);
    expect(await told(shop, 2)).toContainEqual(
      expect.objectContaining({ code: codes.water, reason: 'doubled', scannerId: '05e0:1200:S1' }),
    );
    expect(cartsView(shop.test.till).active.lines).toMatchObject([{ quantity: 1_000 }]);
  });

  it('counts twice when it comes from two scanners at once', async () => {
    const shop = scanningTill();
    const scanner = await plugged(shop);
    const other = shop.hid.plugIn({ serial: 'S2' });
    await shop.look();
    scan(scanner, codes.water);
    scan(other, codes.water);
    await told(shop, 2);
    expect(cartsView(shop.test.till).active.lines).toMatchObject([{ quantity: 2_000 }]);
  });

  it('sells though nothing about the scanner can be remembered', async () => {
    const shop = scanningTill();
    const scanner = await plugged(shop);
    shop.test.store.connection.exec('DROP TABLE scanner');
    scan(scanner, codes.water);
    expect(await told(shop, 1)).toMatchObject([{ outcome: { kind: 'found' } }]);
    expect(lines(shop)).toBe(1);
  });

  it('that was cut off is told and adds nothing', async () => {
    const shop = scanningTill();
    const scanner = await plugged(shop);
    const [half] = reportsOf(Buffer.from('x'.repeat(80)), { aim: ']Q1' });
    if (half !== undefined) scanner.report(half);
    scanner.unplug();
    expect(await told(shop, 1)).toMatchObject([{ code: 'x'.repeat(56), source: 'hid', reason: 'cut-off' }]);
    expect(lines(shop)).toBe(0);
  });
});

describe('trying a scanner', () => {
  it('shows what comes and sells nothing', async () => {
    const shop = scanningTill();
    const scanner = await plugged(shop);
    startTrial(shop.context.till);
    scan(scanner, `${codes.water}\r`);
    expect(shop.sent).toEqual([]);
    expect(lines(shop)).toBe(0);
    expect(scannersView(shop.context.till).scanners[0]?.lastScan).toMatchObject({
      raw: `${codes.water}\r`,
      symbology: 'EAN-13/UPC',
    });
    endTrial(shop.context.till);
    scan(scanner, codes.water);
    await told(shop, 1);
    expect(lines(shop)).toBe(1);
  });

  it('does not keep a locked till from refusing', async () => {
    const shop = scanningTill();
    const scanner = await plugged(shop);
    startTrial(shop.context.till);
    shop.context.session.close();
    scan(scanner, codes.water);
    expect(await told(shop, 1)).toMatchObject([{ failure: { code: 'SIGN_IN_NEEDED' } }]);
  });

  it('ends by itself for somebody who walks away, and lasts while scans come', async () => {
    const shop = scanningTill();
    const scanner = await plugged(shop);
    startTrial(shop.context.till);
    shop.test.advance(50_000);
    scan(scanner, codes.water);
    shop.test.advance(50_000);
    scan(scanner, codes.water);
    expect(lines(shop)).toBe(0);
    shop.test.advance(60_000);
    expect(scannersView(shop.context.till).testingUntil).toBeNull();
    scan(scanner, codes.water);
    await told(shop, 1);
    expect(lines(shop)).toBe(1);
  });
});

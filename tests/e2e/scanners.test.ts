import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventChannel } from '../../contracts/bridge.ts';
import type { ScannersView, ScannerView } from '../../contracts/views/scanners.ts';
import { testIds } from '../../renderer/test-ids.ts';
import { demoPins, eventually, newProfile, openScreen, signIn, startDemoTill } from './support/demo-till.ts';
import { lookAt } from './support/looks.ts';
import type { TillWindow } from './support/till-window.ts';

const scanner: ScannerView = {
  key: '0c2e:1007:H1',
  name: 'Máy quét quầy ngoài',
  productName: 'Honeywell Voyager 1470g',
  serial: 'H1',
  enabled: true,
  state: 'ready',
  detail: '',
  pluggedIn: 1,
  firstSeenAt: Date.UTC(2026, 9, 2),
  lastSeenAt: Date.UTC(2026, 10, 24),
  scans: 18_204,
  lastScan: {
    at: Date.UTC(2026, 10, 24, 7),
    raw: '010893460200107110LOT7\u001d17261231\r',
    code: '010893460200107110LOT7\u001d17261231',
    symbology: 'GS1-128',
    isWhole: true,
  },
  takenOff: { prefix: '', suffix: '' },
  found: { prefix: 'd', suffix: '' },
};

const away: ScannerView = {
  ...scanner,
  key: '05e0:1300',
  name: 'Zebra DS2208',
  productName: 'Zebra DS2208',
  serial: '',
  state: 'away',
  pluggedIn: 0,
  scans: 0,
  lastScan: null,
};

/** No machine that runs this has a brand scanner; what hangs on one is tried in a virtual machine. Here is its page. */
describe('the page of scanners', () => {
  const profile = newProfile();
  let till: TillWindow;

  beforeAll(async () => {
    till = await startDemoTill(profile.path);
    till.page.setDefaultTimeout(8_000);
    await signIn(till, demoPins.manager);
    await openScreen(till, 'devices');
    await till.page.getByTestId(testIds.devicesTab('scanners')).click();
  });

  afterAll(async () => {
    await till.close();
    profile.remove();
  });

  const at = (id: string) => till.page.getByTestId(id);
  const tell = (view: ScannersView) =>
    till.app.evaluate(
      ({ BrowserWindow }, { channel, payload }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.send(channel, payload),
      { channel: eventChannel('scanners'), payload: view },
    );

  it('reaches the addon of this system, and says that no such scanner is there', async () => {
    const logged = () => readFileSync(join(profile.path, 'logs/quay.log'), 'utf8');
    await eventually(() => logged().includes('hid-scanners-ready'), true);
    expect(logged()).not.toContain('hid-scanners-unavailable');
    await till.page.getByText('Chưa có máy quét HID POS nào').waitFor();
    expect(await at(testIds.scannerTrouble).count()).toBe(0);
    await lookAt(till, 'scanners-none');
  });

  it('shows each scanner, and what the last scan held, to the last invisible character', async () => {
    await tell({ trouble: null, scanners: [scanner, away], testingUntil: null });
    await eventually(() => at(testIds.scannerRow).count(), 2);
    expect(await at(testIds.scannerRaw).innerText()).toBe('010893460200107110LOT7GS17261231CR');
    await lookAt(till, 'scanners');
    await till.page.keyboard.press('ArrowDown');
    await eventually(() => at(testIds.scannerCard).getAttribute('data-state'), 'away');
  });

  it('says what to do about one the system keeps back', async () => {
    const denied = { ...scanner, state: 'denied', detail: 'cannot open device: Permission denied' } as const;
    await tell({ trouble: null, scanners: [denied], testingUntil: null });
    await at(testIds.scannerCard).getByText('60-quay-scanner.rules').first().waitFor();
    await lookAt(till, 'scanners-denied');
  });

  it('says that selling goes on where no scanner can be read', async () => {
    const trouble = {
      kind: 'library-missing',
      detail: 'libusb-1.0.so.0: cannot open shared object file',
    } as const;
    await tell({ trouble, scanners: [], testingUntil: null });
    await at(testIds.scannerTrouble).getByText('vẫn dùng bình thường').first().waitFor();
    await lookAt(till, 'scanners-trouble');
  });

  it('is tried with Enter, and ends with it', async () => {
    await tell({ trouble: null, scanners: [scanner], testingUntil: null });
    // What is told comes by another road than the key: told late it would end the trial again.
    await at(testIds.scannerCard).waitFor();
    await till.page.keyboard.press('Enter');
    await eventually(() => at(testIds.scannerTrial).getAttribute('data-state'), 'on');
    await till.page.keyboard.press('Enter');
    await eventually(() => at(testIds.scannerTrial).getAttribute('data-state'), 'off');
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { testIds } from '../renderer/test-ids.ts';
import { demoCode } from '../sandbox/generate/demo-goods.ts';
import { electronExecutable, scan, startTill } from '../tests/e2e/support/till-window.ts';
import { compare, printRatio, type Ratio, summarise, type Timing } from './measure.ts';

const starts = 7;
const scans = 60;

/** Start to lock screen beside a bare window's start; a scan to its painted line beside a bare key to its painted letter. */
export async function benchWindow(): Promise<readonly Ratio[]> {
  const folder = mkdtempSync(join(tmpdir(), 'quay-bench-'));
  try {
    const bare = await bareStarts(folder);
    const till = await tillStarts(join(folder, 'profile'));
    const { key, line } = await paints(join(folder, 'profile'));
    const ratios = [
      compare('Start to lock screen beside a bare Electron window', bare, till),
      compare('A scan to its painted line beside a bare key to its painted letter', key, line),
    ];
    for (const ratio of ratios) printRatio(ratio);
    return ratios;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bareStarts(folder: string): Promise<Timing> {
  const app = join(folder, 'bare');
  mkdirSync(app, { recursive: true });
  writeFileSync(
    join(app, 'package.json'),
    JSON.stringify({ name: 'bare', version: '1.0.0', main: 'main.js' }),
  );
  writeFileSync(
    join(app, 'main.js'),
    `const { app, BrowserWindow } = require('electron');
     app.whenReady().then(() => new BrowserWindow().loadURL('data:text/html,<p id="ready">ready</p>'));`,
  );
  const times: number[] = [];
  for (let run = 0; run < starts; run += 1) {
    const start = performance.now();
    const started = await _electron.launch({
      executablePath: electronExecutable(),
      args: [...asRoot(), app],
    });
    const page = await started.firstWindow();
    await page.locator('#ready').waitFor();
    times.push(performance.now() - start);
    await started.close();
  }
  return summarise('bare window', times.slice(1));
}

async function tillStarts(profile: string): Promise<Timing> {
  // The first start fills the demo shop; it is not counted.
  const times: number[] = [];
  for (let run = 0; run <= starts; run += 1) {
    const start = performance.now();
    const till = await startTill({ profile, args: ['--demo'] });
    await till.page.getByTestId(testIds.lockScreen).waitFor();
    times.push(performance.now() - start);
    await till.close();
  }
  return summarise('lock screen of the demo shop, its cloud started too', times.slice(2));
}

async function paints(profile: string): Promise<{ readonly key: Timing; readonly line: Timing }> {
  const { app, page, close } = await startTill({
    profile,
    args: ['--demo'],
    size: { width: 1366, height: 768 },
  });
  await page.keyboard.type('24682468');
  await page.getByTestId(testIds.sellScreen).waitFor();
  const key: number[] = [];
  const line: number[] = [];
  for (let run = 0; run < scans; run += 1) {
    key.push(await untilPainted(app, page, `[data-testid="${testIds.searchInput}"]`, () => typeInto(app)));
    await page.getByTestId(testIds.searchInput).fill('');
    await page.keyboard.press('Escape');
    line.push(
      await untilPainted(app, page, `[data-testid="${testIds.cartTotal}"]`, () =>
        scan(app, demoCode((run % 50) + 1)),
      ),
    );
  }
  await close();
  return {
    key: summarise('key in the search field, painted', key.slice(5)),
    line: summarise('scan, line painted', line.slice(5)),
  };
}

/** From the moment main hands over the input to the frame after the element changed; both clocks are this machine's. */
async function untilPainted(
  app: ElectronApplication,
  page: Page,
  selector: string,
  act: () => Promise<void>,
): Promise<number> {
  const painted = page.evaluate<number>(
    `new Promise((resolve) => {
      const element = document.querySelector(${JSON.stringify(selector)});
      const done = () => { observer.disconnect(); element.removeEventListener('input', done);
        requestAnimationFrame(() => setTimeout(() => resolve(performance.timeOrigin + performance.now()), 0)); };
      const observer = new MutationObserver(done);
      observer.observe(element, { attributes: true, childList: true, characterData: true, subtree: true });
      element.addEventListener('input', done);
      if (element instanceof HTMLInputElement) element.focus();
    })`,
  );
  // The page answers in order: once this is back, the observer above is in place.
  await page.evaluate('1');
  const startedAt = await app.evaluate(() => performance.timeOrigin + performance.now());
  await act();
  return (await painted) - startedAt;
}

function typeInto(app: ElectronApplication): Promise<void> {
  return app.evaluate(async ({ BrowserWindow }) => {
    // From a turn of its own, as a keyboard's: the debugger may break into the middle of another.
    await new Promise((resolve) => setTimeout(resolve, 0));
    BrowserWindow.getAllWindows()[0]?.webContents.sendInputEvent({ type: 'char', keyCode: 'a' });
  });
}

function asRoot(): readonly string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { testIds } from '../../../renderer/test-ids.ts';
import { startTill, type TillWindow } from './till-window.ts';

/** PINs of the demo shop, shown on its lock screen. */
export const demoPins = { owner: '20260701', manager: '35791357', cashier: '24682468' } as const;

/** The smallest screen the till is made for. */
export const referenceSize = { width: 1366, height: 768 } as const;

/** A folder of its own for one till; `remove` after the till has ended. */
export function newProfile(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'quay-e2e-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

export async function startDemoTill(profile: string): Promise<TillWindow> {
  const till = await startTill({ profile, args: ['--demo', '--products', '300'], size: referenceSize });
  // A step that takes longer has failed, and says at which element.
  till.page.setDefaultTimeout(8_000);
  return till;
}

/** Types as a person does: real key events of the window with a person's gaps between them. */
export function typeByHand({ app }: TillWindow, text: string, gapMs = 75): Promise<void> {
  return app.evaluate(
    async ({ BrowserWindow }, typed) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      // A turn of its own, as in `scan`.
      await new Promise((resolve) => setTimeout(resolve, 0));
      for (const character of typed.text) {
        contents?.sendInputEvent({ type: 'keyDown', keyCode: character });
        contents?.sendInputEvent({ type: 'char', keyCode: character });
        contents?.sendInputEvent({ type: 'keyUp', keyCode: character });
        await new Promise((resolve) => setTimeout(resolve, typed.gapMs));
      }
    },
    { text, gapMs },
  );
}

export async function signIn(till: TillWindow, pin: string): Promise<void> {
  await till.page.getByTestId(testIds.lockScreen).waitFor();
  await typeByHand(till, pin, 45);
  await till.page.getByTestId(testIds.sellScreen).waitFor();
}

export async function lock({ page }: TillWindow): Promise<void> {
  await page.keyboard.press('Control+l');
  await page.getByTestId(testIds.lockScreen).waitFor();
}

export async function openScreen({ page }: TillWindow, screen: string): Promise<void> {
  await page.keyboard.press('F12');
  await page.getByTestId(testIds.menuItem(screen)).click();
  await page.getByTestId(testIds.screen(screen)).waitFor();
}

/** By keys alone: the shift page, the float, Enter. Ends on the selling screen. */
export async function openShift(till: TillWindow, float: number): Promise<void> {
  await openScreen(till, 'shift');
  await till.page.getByTestId(testIds.shiftFloat).fill(String(float));
  await till.page.keyboard.press('Enter');
  await till.page.getByTestId(testIds.sellScreen).waitFor();
}

/** Looks again until `look` answers `wanted`; a failure names what was seen last. */
export async function eventually<T>(look: () => Promise<T> | T, wanted: T, timeout = 10_000): Promise<void> {
  await expect.poll(look, { timeout, interval: 50 }).toEqual(wanted);
}

export type Printout = { readonly id: string; readonly steps: string };

/** What came out of the printer made of files, oldest name first. */
export function printoutsIn(profile: string): readonly Printout[] {
  const folder = join(profile, 'printouts');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => ({ id: name.slice(0, -4), steps: readFileSync(join(folder, name), 'utf8') }));
}

/** Receipts and reports have a picture of their paper. */
export function picturesIn(profile: string): readonly string[] {
  const folder = join(profile, 'printouts');
  return readdirSync(folder).filter(
    // The text is written after the picture: where it is, both are.
    (name) => name.endsWith('.txt') && /^picture/m.test(readFileSync(join(folder, name), 'utf8')),
  );
}

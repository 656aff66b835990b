import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testIds } from '../../renderer/test-ids.ts';
import { demoCode } from '../../sandbox/generate/demo-goods.ts';
import { activeCart, emptyCart } from './support/cart-on-screen.ts';
import { demoPins, eventually, newProfile, openShift, signIn, startDemoTill } from './support/demo-till.ts';
import { missingPackages, play, scanSteps, skipLine, typeSteps } from './support/real-keys.ts';
import type { TillWindow } from './support/till-window.ts';

const missing = process.platform === 'linux' ? missingPackages({ xdotool: 'xdotool' }) : ['xdotool'];
if (missing.length > 0) process.stderr.write(skipLine(missing));

/** Twenty goods one after the other: none comes again within the time of a bouncing trigger. */
const positions = Array.from({ length: 20 }, (_, index) => index + 1);
const codes = Array.from({ length: 90 }, (_, index) => demoCode(positions[index % positions.length] ?? 1));
const words = 'nuoc mam nam ngu va muoi hai chai bia lon cho ban sau o hien';

describe.skipIf(missing.length > 0)('a keyboard scanner and a hand at the real window', () => {
  const profile = newProfile();
  let till: TillWindow;

  beforeAll(async () => {
    till = await startDemoTill(profile.path);
    await signIn(till, demoPins.cashier);
    await openShift(till, 1_000_000);
  });

  beforeEach(() => emptyCart(till));

  afterAll(async () => {
    await till.close();
    profile.remove();
  });

  /** How many pieces of each good are in the cart; an unknown code shows as itself. */
  const pieces = async () => {
    const sums: Record<string, number> = {};
    for (const line of (await activeCart(till)).lines) {
      const name = line.kind === 'goods' ? line.code : `unknown ${line.code}`;
      sums[name] = (sums[name] ?? 0) + (line.kind === 'goods' ? line.quantity / 1000 : 1);
    }
    return sums;
  };
  const counted = (list: readonly string[]) =>
    Object.fromEntries(list.map((code) => [code, list.filter((other) => other === code).length]));

  it('scans thirty codes a second while a hand types 120 words a minute into a dialog: nothing is lost, nothing goes astray', async () => {
    const { page } = till;
    const refused: string[] = [];
    await page.exposeFunction('heard', (reason: string) => refused.push(reason));
    await page.evaluate(
      `window.quay.on('scan-refused', ({ reason, code }) => window.heard(reason + ' ' + code))`,
    );
    const first = demoCode(24);
    await play(scanSteps(first, 0));
    await eventually(pieces, counted([first]));
    await page.keyboard.press('F7');
    await page.getByTestId(testIds.lineNote).fill('');
    await page.getByTestId(testIds.lineNote).focus();
    const [scanning] = await Promise.all([
      play(codes.flatMap((code) => scanSteps(code, 30))),
      play(typeSteps(words)),
    ]);
    process.stderr.write(`${Math.round((codes.length * 1000) / scanning)} scans a second\n`);
    await eventually(pieces, counted([first, ...codes]), 20_000);
    expect(await page.getByTestId(testIds.lineNote).inputValue()).toBe(words);
    expect(await page.getByTestId(testIds.lineEditor).count()).toBe(1);
    expect(await page.getByTestId(testIds.payPanel).count()).toBe(0);
    expect(refused).toEqual([]);
    await page.keyboard.press('Escape');
  });
});

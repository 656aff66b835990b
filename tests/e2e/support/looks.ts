import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { testIds } from '../../../renderer/test-ids.ts';
import { eventually, referenceSize } from './demo-till.ts';
import { repository, resize, type TillWindow } from './till-window.ts';

export type Looks = {
  /** By how much the page is larger than the window, px. */
  readonly widerBy: number;
  readonly higherBy: number;
  /** Visible buttons lower than a finger needs, by their words. */
  readonly lowButtons: readonly string[];
  /** Buttons whose words do not fit. */
  readonly cutButtons: readonly string[];
  /** What lies over the total. */
  readonly coveredTotal: readonly string[];
};

const leastButtonPx = 48;

/** Low on purpose: the bar of keys at the bottom repeats what keys and menu do. */
const lowOnPurpose = ['.key-bar'];

/** Measures the page as it stands. Text, since it runs in the page and the page's types are not this side's. */
export function looksOf(page: Page): Promise<Looks> {
  return page.evaluate(`(() => {
    const visible = (element) => {
      const box = element.getBoundingClientRect();
      return box.width > 0 && box.height > 0 && getComputedStyle(element).visibility !== 'hidden';
    };
    const words = (element) => (element.innerText || element.getAttribute('aria-label') || element.className).trim().replace(/\\s+/g, ' ');
    const buttons = [...document.querySelectorAll('button')].filter(visible);
    const root = document.documentElement;
    const total = document.querySelector('[data-testid="${testIds.cartTotal}"]');
    const covered = [];
    // Under a dialog's veil nothing is in the clear, which is what a veil is for.
    if (total !== null && document.querySelector('.dialog-veil') === null) {
      const box = total.getBoundingClientRect();
      for (const [x, y] of [[0.02, 0.5], [0.5, 0.1], [0.5, 0.5], [0.5, 0.9], [0.98, 0.5]]) {
        const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
        if (top === null || !(total.contains(top) || top.contains(total))) covered.push(top === null ? 'outside' : words(top));
      }
    }
    return {
      widerBy: Math.max(0, root.scrollWidth - innerWidth),
      higherBy: Math.max(0, root.scrollHeight - innerHeight),
      lowButtons: buttons
        .filter((button) => button.closest(${JSON.stringify(lowOnPurpose.join(', '))}) === null)
        .filter((button) => button.getBoundingClientRect().height < ${leastButtonPx} - 0.5)
        .map((button) => words(button) + ' ' + Math.round(button.getBoundingClientRect().height)),
      cutButtons: buttons.filter((button) => button.scrollWidth > button.clientWidth + 1).map(words),
      coveredTotal: covered,
    };
  })()`);
}

/** The page's own global, for what runs inside it. */
declare const innerWidth: number;

/** Nothing outside the window, every button a finger's height, no button's words cut off, the total in the clear. */
export const sound: Looks = { widerBy: 0, higherBy: 0, lowButtons: [], cutButtons: [], coveredTotal: [] };

const folder = join(repository, 'out', 'screens');
const sizes = [referenceSize, { width: 1920, height: 1080 }] as const;

/** Looks at the page in both sizes it is made for, and keeps a picture of each. */
export async function lookAt(till: TillWindow, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  // What was just said goes by itself and would lie over the page.
  await eventually(() => till.page.locator('.mantine-Notification-root').count(), 0);
  for (const size of [...sizes, referenceSize]) {
    await resize(till.app, size);
    await till.page.waitForFunction((width) => Math.abs(innerWidth - width) <= 1, size.width);
    await till.page.screenshot({ path: join(folder, `${size.width}-${name}.png`) });
    expect.soft(await looksOf(till.page), `${name} ${size.width}`).toEqual(sound);
  }
}

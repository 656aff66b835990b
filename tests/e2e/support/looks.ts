import type { Page } from 'playwright-core';
import { testIds } from '../../../renderer/test-ids.ts';

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

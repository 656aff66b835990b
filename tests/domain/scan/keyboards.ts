import { type Reading, readBurst } from '../../../domain/scan/read-burst.ts';
import type { KeyEvent } from '../../../domain/scan/stroke.ts';
import { feedWedge, restOf, restWedge } from '../../../domain/scan/wedge.ts';
import { untaughtWedge, type WedgeSettings } from '../../../domain/scan/wedge-settings.ts';
import { idleWedge, type WedgeState, type WedgeStep } from '../../../domain/scan/wedge-state.ts';

/** Keyboards on a desk: what they send, merged by time, and what page and till make of it. */

const shifted = new Map([...')!@#$%^&*('].map((char, digit) => [char, `Digit${digit}`]));
const named: Readonly<Record<string, string>> = {
  ' ': 'Space',
  '-': 'Minus',
  '.': 'Period',
  '/': 'Slash',
  '*': 'Digit8',
};

export function placeOf(key: string): string {
  if (/^\d$/.test(key)) return `Digit${key}`;
  if (/^[a-z]$/i.test(key)) return `Key${key.toUpperCase()}`;
  return shifted.get(key) ?? named[key] ?? key;
}

export function event(phase: 'down' | 'up', key: string, at: number, more: Partial<KeyEvent> = {}): KeyEvent {
  const shift = /^[A-Z]$/.test(key) || shifted.has(key);
  const plain = { repeats: false, shift, control: false, alt: false, meta: false, capsLock: false };
  return { phase, key, code: placeOf(key), at, ...plain, ...more };
}

/** One key after the other, each let go after `holdMs`. */
export function keys(
  list: readonly string[],
  from: number,
  gapMs: number | ((index: number) => number),
  holdMs: number | ((index: number) => number),
): readonly KeyEvent[] {
  let at = from;
  return list.flatMap((key, index) => {
    const down = at;
    at += typeof gapMs === 'number' ? gapMs : gapMs(index);
    const hold = typeof holdMs === 'number' ? holdMs : holdMs(index);
    return [event('down', key, down), event('up', key, down + hold)];
  });
}

export function scanner(code: string, from = 1000, gapMs = 5): readonly KeyEvent[] {
  return keys([...code, 'Enter'], from, gapMs, gapMs / 2);
}

export function hand(text: string, from = 1000, gapMs = 100, holdMs = 70): readonly KeyEvent[] {
  return keys([...text], from, gapMs, holdMs);
}

export type Desk = {
  /** What the page has in the end, in the order it came. */
  readonly page: readonly string[];
  readonly readings: readonly Reading[];
};

/** Runs everything through the state machine, with its timers, and keeps the page's books. */
export function atDesk(events: readonly KeyEvent[], settings: WedgeSettings = untaughtWedge): Desk {
  const page: string[] = [];
  const readings: Reading[] = [];
  let state: WedgeState = idleWedge;
  let restAt = Number.POSITIVE_INFINITY;
  const act = (step: WedgeStep, at: number) => {
    state = step.state;
    const restMs = restOf(state, settings);
    restAt = restMs === null ? Number.POSITIVE_INFINITY : at + restMs;
    for (const effect of step.effects) {
      if (effect.kind === 'take-back') for (const key of effect.keys) page.splice(page.lastIndexOf(key), 1);
      if (effect.kind === 'give-back') page.push(...effect.strokes.map(({ key }) => key));
      if (effect.kind === 'burst') readings.push(readBurst(effect.burst, settings));
    }
  };
  const restUntil = (at: number) => {
    while (restAt <= at) act(restWedge(state, restAt), restAt);
  };
  // Sorting keeps the order of what happens at once.
  for (const one of events.toSorted((a, b) => a.at - b.at)) {
    restUntil(one.at);
    const step = feedWedge(state, one, settings);
    if (one.phase === 'down' && !step.keeps) page.push(one.key);
    act(step, one.at);
  }
  restUntil(Number.MAX_SAFE_INTEGER);
  return { page, readings };
}

export const read = (code: string): Reading => ({ ok: true, code });

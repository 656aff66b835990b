import { useEffect, useLayoutEffect, useRef } from 'react';
import { silentKey } from '../../contracts/bridge.ts';
import type { Events } from '../../contracts/events.ts';
import { listen } from './bridge.ts';
import { type KeptField, keepField, type Restored } from './kept-field.ts';

/**
 * A scanner types like a person. Main takes its burst away from the window as soon as it knows, which is after the first
 * character: what that one did here is undone when main says so.
 */
type Keeper = { readonly current: () => () => void };

/** Main calls a gap of 35 ms the longest within a burst; its word then still has to travel. */
const guardMs = 60;
/** Older than this a key cannot be the start of the burst that is being told about. */
const oldestFirstKeyMs = 400;
/** An input method may still put in what it had composed this long after main's word that the burst is over. */
const lateTextMs = 80;

type Pressed = {
  readonly key: string;
  readonly at: number;
  readonly field: KeptField;
  readonly restore: () => Restored;
};

const keepers = new Set<Keeper>();
const pending = new Set<ReturnType<typeof setTimeout>>();
/** The last few keys, newest last, with what they found. */
let recent: Pressed[] = [];
const remembered = 8;

/**
 * Keys and main's word travel on different roads, so the word may come first: before the key itself, or between the key and the
 * character it puts into a field. What is still to come is then stopped instead of undone.
 */
type Awaited = { readonly what: 'key' | 'text'; readonly character: string; readonly until: number };
let stillToCome: readonly Awaited[] = [];

/** While a burst goes on: the field it found, if an input method had it, and the last key that came through. */
let burst: { readonly garbled: KeptField | null; lastKey: string | null } | null = null;

/** Starts watching; call once, before any other key listener. */
export function guardAgainstScans(): void {
  window.addEventListener('keydown', onKeyDown, { capture: true });
  window.addEventListener('beforeinput', onBeforeInput, { capture: true });
  listen('scanning', (event) => {
    for (const timer of pending) clearTimeout(timer);
    pending.clear();
    burst = { garbled: event.ime ? fieldBefore(event.pressedAt) : null, lastKey: null };
    if (!event.ime) takeBack(event);
  });
  listen('scan-over', () => {
    const garbled = burst?.garbled;
    burst = null;
    if (garbled) setTimeout(garbled.asItWas, lateTextMs);
  });
}

function takeBack({ keys, pressedAt }: Events['scanning']): void {
  const until = performance.now() + oldestFirstKeyMs;
  const first = nearest(keys[0], pressedAt);
  const from = first === undefined ? 0 : recent.indexOf(first);
  const seen = first === undefined ? [] : recent.slice(from, from + keys.length);
  const awaited: Awaited[] = [];
  for (const pressed of seen.toReversed()) {
    if (pressed.restore() === 'not-yet-typed') awaited.push({ what: 'text', character: pressed.key, until });
  }
  for (const character of keys.slice(seen.length)) awaited.push({ what: 'key', character, until });
  stillToCome = [...stillToCome, ...awaited];
  recent = recent.filter((pressed) => !seen.includes(pressed));
}

/** Of several scans in a row the right one: the page may be behind by more than one. */
function nearest(key: string | undefined, pressedAt: number): Pressed | undefined {
  const apart = ({ at }: Pressed) => Math.abs(at - pressedAt);
  return recent
    .filter((pressed) => pressed.key === key && apart(pressed) < oldestFirstKeyMs)
    .toSorted((a, b) => apart(a) - apart(b))[0];
}

function fieldBefore(pressedAt: number): KeptField {
  return recent.find(({ at }) => at >= pressedAt - guardMs)?.field ?? keepField(document.activeElement);
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.key === silentKey || stops('key', event.key)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  if (event.key === 'Shift' || event.repeat) return;
  if (burst !== null) burst.lastKey = event.key;
  remember(event);
}

function onBeforeInput(event: InputEvent): void {
  // Text that comes during a burst without a key of its own is the scanner's, put together by the system.
  const isUncalled = burst !== null && event.data !== null && event.data !== burst.lastKey;
  if (stops('text', event.data ?? '') || isUncalled) event.preventDefault();
}

function stops(what: Awaited['what'], character: string): boolean {
  const now = performance.now();
  stillToCome = stillToCome.filter(({ until }) => now < until);
  const found = stillToCome.find((one) => one.what === what && one.character === character);
  stillToCome = stillToCome.filter((one) => one !== found);
  return found !== undefined;
}

/** Does something a single printable key asks for, unless that key turns out to be a scanner's first. */
export function afterScanGuard(action: () => void): void {
  const timer = setTimeout(() => {
    pending.delete(timer);
    action();
  }, guardMs);
  pending.add(timer);
}

/**
 * Protects state that single keys change outside of fields, such as digits of a quick entry. `keep` is called before each key
 * and returns what puts the state back as it was.
 */
export function useScanGuard(keep: () => () => void): void {
  const latest = useRef(keep);
  useLayoutEffect(() => {
    latest.current = keep;
  });
  useEffect(() => {
    keepers.add(latest);
    return () => {
      keepers.delete(latest);
    };
  }, []);
}

function remember({ key, timeStamp }: KeyboardEvent): void {
  const field = keepField(document.activeElement);
  const restores = [...keepers].map(({ current }) => current());
  const restore = () => {
    for (const one of restores) one();
    return field.without(key);
  };
  recent = [...recent, { key, at: performance.timeOrigin + timeStamp, field, restore }].slice(-remembered);
}

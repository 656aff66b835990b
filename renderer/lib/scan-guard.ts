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
let stillToCome: {
  readonly keys: readonly string[];
  readonly text: string | null;
  readonly until: number;
} | null = null;

/** While a burst goes on: the field it found, if an input method had it, and the last key that came through. */
let burst: { readonly garbled: KeptField | null; lastKey: string | null } | null = null;

/** Starts watching; call once, before any other key listener. */
export function guardAgainstScans(): void {
  window.addEventListener('keydown', onKeyDown, { capture: true });
  window.addEventListener('beforeinput', onBeforeInput, { capture: true });
  listen('scanning', (event) => {
    for (const timer of pending) clearTimeout(timer);
    pending.clear();
    burst = { garbled: event.ime ? fieldBefore(event.sinceMs) : null, lastKey: null };
    if (!event.ime) takeBack(event);
    recent = [];
  });
  listen('scan-over', () => {
    const garbled = burst?.garbled;
    burst = null;
    if (garbled) setTimeout(garbled.asItWas, lateTextMs);
  });
}

function takeBack({ keys }: Events['scanning']): void {
  const now = performance.now();
  const young = recent.filter(({ at }) => now - at < oldestFirstKeyMs);
  const first = young.findLastIndex(({ key }) => key === keys[0]);
  const seen = first < 0 ? [] : young.slice(first, first + keys.length);
  let last: Restored = 'done';
  for (const pressed of seen.toReversed()) {
    const restored = pressed.restore();
    if (pressed === seen.at(-1)) last = restored;
  }
  const text = last === 'not-yet-typed' ? (seen.at(-1)?.key ?? null) : null;
  const toCome = keys.slice(seen.length);
  stillToCome =
    text === null && toCome.length === 0 ? null : { keys: toCome, text, until: now + oldestFirstKeyMs };
}

function fieldBefore(sinceMs: number): KeptField {
  const from = performance.now() - sinceMs - guardMs;
  return recent.find(({ at }) => at >= from)?.field ?? keepField(document.activeElement);
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.key === silentKey) {
    drop(event);
    return;
  }
  if (event.key === 'Shift' || event.repeat) return;
  const waiting = stillToCome !== null && performance.now() < stillToCome.until ? stillToCome : null;
  if (waiting !== null && waiting.keys[0] === event.key) {
    stillToCome = { ...waiting, keys: waiting.keys.slice(1) };
    drop(event);
    return;
  }
  if (burst !== null) burst.lastKey = event.key;
  else remember(event.key);
}

function drop(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function onBeforeInput(event: InputEvent): void {
  const isAwaited = stillToCome !== null && stillToCome.text !== null && stillToCome.text === event.data;
  if (isAwaited && stillToCome !== null) {
    const isInTime = performance.now() < stillToCome.until;
    stillToCome = { ...stillToCome, text: null };
    if (isInTime) event.preventDefault();
    return;
  }
  // Text that comes during a burst without a key of its own is the scanner's, put together by the system.
  if (burst !== null && event.data !== null && event.data !== burst.lastKey) event.preventDefault();
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

function remember(key: string): void {
  const field = keepField(document.activeElement);
  const restores = [...keepers].map(({ current }) => current());
  const restore = () => {
    for (const one of restores) one();
    return field.without(key);
  };
  recent = [...recent, { key, at: performance.now(), field, restore }].slice(-remembered);
}

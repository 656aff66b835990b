import { useEffect, useLayoutEffect, useRef } from 'react';
import { listen } from './bridge.ts';
import { typedCharacter } from './key-table.ts';

/**
 * A scanner types like a person. Main takes its burst away from the window as soon as it knows, which is after the first
 * character: what that one did here is undone when main says so.
 */
type Keeper = { readonly current: () => () => void };

/** Main calls a gap of 35 ms the longest within a burst; its word then still has to travel. */
const guardMs = 60;
/** Older than this a key cannot be the start of the burst that is being told about. */
const oldestFirstKeyMs = 400;

const keepers = new Set<Keeper>();
const pending = new Set<ReturnType<typeof setTimeout>>();
let lastKey: { readonly character: string; readonly at: number; readonly restore: () => Restored } | null =
  null;

/**
 * Keys and main's word travel on different roads, so the word may come first: before the key itself, or between the key and the
 * character it puts into a field. What is still to come is then stopped instead of undone.
 */
let stillToCome: {
  readonly what: 'keydown' | 'beforeinput';
  readonly character: string;
  readonly until: number;
} | null = null;

/** Starts watching; call once, before any other key listener. */
export function guardAgainstScans(): void {
  window.addEventListener('keydown', onKeyDown, { capture: true });
  window.addEventListener('beforeinput', onBeforeInput, { capture: true });
  listen('scanning', ({ firstCharacter }) => {
    for (const timer of pending) clearTimeout(timer);
    pending.clear();
    takeBack(firstCharacter);
    lastKey = null;
  });
}

function takeBack(character: string): void {
  const until = performance.now() + oldestFirstKeyMs;
  const isIt = lastKey?.character === character && performance.now() - lastKey.at < oldestFirstKeyMs;
  if (!isIt) {
    stillToCome = { what: 'keydown', character, until };
    return;
  }
  const undone = lastKey?.restore();
  stillToCome = undone === 'not-yet-typed' ? { what: 'beforeinput', character, until } : null;
}

function onKeyDown(event: KeyboardEvent): void {
  const character = typedCharacter(event);
  if (character === undefined) return;
  if (stops(event, 'keydown', character)) event.stopImmediatePropagation();
  else rememberBefore(character);
}

function onBeforeInput(event: InputEvent): void {
  stops(event, 'beforeinput', event.data ?? '');
}

function stops(event: Event, what: 'keydown' | 'beforeinput', character: string): boolean {
  if (stillToCome?.what !== what || stillToCome.character !== character) return false;
  const isInTime = performance.now() < stillToCome.until;
  stillToCome = null;
  if (isInTime) event.preventDefault();
  return isInTime;
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

function rememberBefore(character: string): void {
  const restoreField = keepField(document.activeElement);
  const restores = [...keepers].map(({ current }) => current());
  lastKey = {
    character,
    at: performance.now(),
    restore: () => {
      for (const restore of restores) restore();
      return restoreField();
    },
  };
}

/** `not-yet-typed`: the key has been pressed in a field, but its character is not there yet. */
type Restored = 'done' | 'not-yet-typed';

function keepField(element: Element | null): () => Restored {
  if (!(element instanceof HTMLInputElement) && !(element instanceof HTMLTextAreaElement))
    return () => 'done';
  const { value, selectionStart, selectionEnd } = element;
  return () => {
    if (element.value === value) return document.activeElement === element ? 'not-yet-typed' : 'done';
    // React only notices a value set through the element's own setter and followed by an input event.
    const prototype =
      element instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(element, value);
    element.dispatchEvent(new Event('input', { bubbles: true }));
    if (selectionStart !== null) element.setSelectionRange(selectionStart, selectionEnd);
    return 'done';
  };
}

import { useEffect, useRef } from 'react';
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
let lastKey: { readonly character: string; readonly at: number; readonly restore: () => void } | null = null;

/** Starts watching; call once, before any other key listener. */
export function guardAgainstScans(): void {
  window.addEventListener('keydown', rememberBefore, { capture: true });
  listen('scanning', ({ firstCharacter }) => {
    for (const timer of pending) clearTimeout(timer);
    pending.clear();
    const isIt = lastKey?.character === firstCharacter && performance.now() - lastKey.at < oldestFirstKeyMs;
    if (isIt) lastKey?.restore();
    lastKey = null;
  });
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
  latest.current = keep;
  useEffect(() => {
    keepers.add(latest);
    return () => {
      keepers.delete(latest);
    };
  }, []);
}

function rememberBefore(event: KeyboardEvent): void {
  const character = typedCharacter(event);
  if (character === undefined) return;
  const restoreField = keepField(document.activeElement);
  const restores = [...keepers].map(({ current }) => current());
  lastKey = {
    character,
    at: performance.now(),
    restore: () => {
      for (const restore of restores) restore();
      restoreField();
    },
  };
}

function keepField(element: Element | null): () => void {
  if (!(element instanceof HTMLInputElement) && !(element instanceof HTMLTextAreaElement))
    return () => undefined;
  const { value, selectionStart, selectionEnd } = element;
  return () => {
    if (element.value === value) return;
    // React only notices a value set through the element's own setter and followed by an input event.
    const prototype =
      element instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(element, value);
    element.dispatchEvent(new Event('input', { bubbles: true }));
    if (selectionStart !== null) element.setSelectionRange(selectionStart, selectionEnd);
  };
}

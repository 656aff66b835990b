import { useEffect, useLayoutEffect, useRef } from 'react';
import { type Command, commandOf, isFunctionKey, keyTable, typedCharacter } from './key-table.ts';
import { afterScanGuard } from './scan-guard.ts';

/** The frame around everything, a page in it, a panel over the page, a dialog over all. */
const heights = { frame: 0, page: 1, panel: 2, dialog: 3 } as const;

export type CommandHandlers = { readonly [C in Command]?: () => void };

export type KeyScope = {
  readonly commands?: CommandHandlers;
  /** Gets characters typed while no field has the focus; answers whether it took the character. */
  readonly onType?: (character: string) => boolean;
  /** What it does not handle stops here, except for commands that interrupt nothing. */
  readonly modal?: boolean;
  /** Higher layers are asked first, whichever was mounted first; `page` by default. */
  readonly layer?: keyof typeof heights;
};

type ScopeRef = { readonly current: KeyScope };

const scopes: ScopeRef[] = [];

/** In the order they are asked: the highest layer first, within it the scope mounted last. */
function fromTheTop(): readonly KeyScope[] {
  return scopes
    .map(({ current }) => current)
    .toReversed()
    .sort((a, b) => heights[b.layer ?? 'page'] - heights[a.layer ?? 'page']);
}

/** These reach the shell through any dialog: they interrupt nothing that could be lost. */
const throughDialogs: ReadonlySet<Command> = new Set<Command>(['lock', 'drawer']);

/** Printable keys that act at once could be the first key of a scan; they wait until that is ruled out. */
const printable: ReadonlySet<Command> = new Set<Command>(['more', 'less']);

/** Registers a component's commands for as long as it is mounted. */
export function useKeys(scope: KeyScope): void {
  const latest = useRef(scope);
  useLayoutEffect(() => {
    latest.current = scope;
  });
  useEffect(() => {
    scopes.push(latest);
    return () => {
      scopes.splice(scopes.indexOf(latest), 1);
    };
  }, []);
}

/** Runs a command as if its key had been pressed, for buttons that only show the key. */
export function runCommand(command: Command): boolean {
  for (const current of fromTheTop()) {
    const handler = current.commands?.[command];
    if (handler !== undefined) {
      handler();
      return true;
    }
    if (current.modal === true && !throughDialogs.has(command)) return false;
  }
  return false;
}

function offerCharacter(character: string): boolean {
  for (const current of fromTheTop()) {
    if (current.onType?.(character) === true) return true;
    if (current.modal === true) return false;
  }
  return false;
}

/** Listens to the window's keys; call once. */
export function listenToKeys(): void {
  window.addEventListener('keydown', onFunctionKey, { capture: true });
  window.addEventListener('keydown', onOtherKey);
}

function onFunctionKey(event: KeyboardEvent): void {
  if (!isFunctionKey(event.key)) return;
  // F5 would reload and F11 go full screen; here they are the till's.
  event.preventDefault();
  event.stopPropagation();
  const command = commandOf(event);
  if (command !== undefined && !event.repeat) runCommand(command);
}

function onOtherKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const command = commandOf(event);
  if (command !== undefined && isFree(command)) {
    const binding = keyTable[command];
    const repeats = 'repeats' in binding;
    if (event.repeat && !repeats) {
      event.preventDefault();
      return;
    }
    if (printable.has(command)) {
      event.preventDefault();
      afterScanGuard(() => runCommand(command));
      return;
    }
    if (runCommand(command)) {
      event.preventDefault();
      return;
    }
  }
  const character = typedCharacter(event);
  if (character === undefined || focusKind() === 'field' || focusKind() === 'text-area') return;
  if (character === ' ' && focusKind() === 'button') return;
  if (offerCharacter(character)) event.preventDefault();
}

function isFree(command: Command): boolean {
  const { where } = keyTable[command];
  if (where === 'everywhere') return true;
  const focus = focusKind();
  if (where === 'outside-fields') return focus === 'nothing' || focus === 'button';
  return focus !== 'text-area' && !(focus === 'button' && command === 'confirm');
}

function focusKind(): 'nothing' | 'field' | 'text-area' | 'button' {
  const focused = document.activeElement;
  if (focused instanceof HTMLTextAreaElement) return 'text-area';
  if (focused instanceof HTMLInputElement) return isTextual(focused) ? 'field' : 'button';
  if (focused instanceof HTMLSelectElement) return 'field';
  if (focused instanceof HTMLButtonElement || focused?.getAttribute('role') === 'button') return 'button';
  return 'nothing';
}

function isTextual(input: HTMLInputElement): boolean {
  return !['checkbox', 'radio', 'button', 'submit', 'range'].includes(input.type);
}

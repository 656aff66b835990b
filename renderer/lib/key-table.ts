/**
 * Every key of the till in one table: what is pressed, what it means, and how it is written on a button. Components name
 * commands, never keys.
 *
 * `where`: `everywhere` works while a field has the focus too; `outside-fields` leaves the key to a focused field;
 * `not-in-text-area` also leaves it to a focused button or a field of several lines.
 */
export type KeyBinding = {
  readonly key: string;
  readonly ctrl?: true;
  readonly where: 'everywhere' | 'outside-fields' | 'not-in-text-area';
  /** What a button shows. */
  readonly cap: string;
  /** A held key repeats the command. */
  readonly repeats?: true;
};

export const keyTable = {
  'new-cart': { key: 'F1', where: 'everywhere', cap: 'F1' },
  'held-carts': { key: 'F2', where: 'everywhere', cap: 'F2' },
  'find-goods': { key: 'F3', where: 'everywhere', cap: 'F3' },
  customer: { key: 'F4', where: 'everywhere', cap: 'F4' },
  'sync-page': { key: 'F5', where: 'everywhere', cap: 'F5' },
  'order-discount': { key: 'F6', where: 'everywhere', cap: 'F6' },
  'line-editor': { key: 'F7', where: 'everywhere', cap: 'F7' },
  'money-tendered': { key: 'F8', where: 'everywhere', cap: 'F8' },
  pay: { key: 'F9', where: 'everywhere', cap: 'F9' },
  'pay-and-print': { key: 'F10', where: 'everywhere', cap: 'F10' },
  drawer: { key: 'F11', where: 'everywhere', cap: 'F11' },
  menu: { key: 'F12', where: 'everywhere', cap: 'F12' },
  health: { key: 'h', ctrl: true, where: 'everywhere', cap: 'Ctrl+H' },
  reconcile: { key: 'd', ctrl: true, where: 'everywhere', cap: 'Ctrl+D' },
  keychain: { key: 'k', ctrl: true, where: 'everywhere', cap: 'Ctrl+K' },
  lock: { key: 'l', ctrl: true, where: 'everywhere', cap: 'Ctrl+L' },
  'tab-1': { key: '1', ctrl: true, where: 'everywhere', cap: 'Ctrl+1' },
  'tab-2': { key: '2', ctrl: true, where: 'everywhere', cap: 'Ctrl+2' },
  'tab-3': { key: '3', ctrl: true, where: 'everywhere', cap: 'Ctrl+3' },
  'tab-4': { key: '4', ctrl: true, where: 'everywhere', cap: 'Ctrl+4' },
  'tab-5': { key: '5', ctrl: true, where: 'everywhere', cap: 'Ctrl+5' },
  'tab-6': { key: '6', ctrl: true, where: 'everywhere', cap: 'Ctrl+6' },
  'tab-7': { key: '7', ctrl: true, where: 'everywhere', cap: 'Ctrl+7' },
  'tab-8': { key: '8', ctrl: true, where: 'everywhere', cap: 'Ctrl+8' },
  'tab-9': { key: '9', ctrl: true, where: 'everywhere', cap: 'Ctrl+9' },
  back: { key: 'Escape', where: 'everywhere', cap: 'Esc' },
  confirm: { key: 'Enter', where: 'not-in-text-area', cap: 'Enter' },
  up: { key: 'ArrowUp', where: 'not-in-text-area', cap: '↑', repeats: true },
  down: { key: 'ArrowDown', where: 'not-in-text-area', cap: '↓', repeats: true },
  left: { key: 'ArrowLeft', where: 'outside-fields', cap: '←' },
  right: { key: 'ArrowRight', where: 'outside-fields', cap: '→' },
  more: { key: '+', where: 'outside-fields', cap: '+', repeats: true },
  less: { key: '-', where: 'outside-fields', cap: '−', repeats: true },
  remove: { key: 'Delete', where: 'outside-fields', cap: 'Del' },
  'erase-character': { key: 'Backspace', where: 'outside-fields', cap: '⌫', repeats: true },
  'take-new-price': { key: 'g', ctrl: true, where: 'everywhere', cap: 'Ctrl+G' },
  undo: { key: 'z', ctrl: true, where: 'outside-fields', cap: 'Ctrl+Z' },
} as const satisfies Record<string, KeyBinding>;

export type Command = keyof typeof keyTable;

export const tabCommands = [
  'tab-1',
  'tab-2',
  'tab-3',
  'tab-4',
  'tab-5',
  'tab-6',
  'tab-7',
  'tab-8',
  'tab-9',
] as const satisfies readonly Command[];

const bindings: readonly (readonly [Command, KeyBinding])[] = Object.entries(keyTable).map(
  ([command, binding]) => [command as Command, binding] as const,
);

export type PressedKey = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
};

/** The command of a pressed key. Shift is free, since `+` needs it on many keyboards. */
export function commandOf(pressed: PressedKey): Command | undefined {
  if (pressed.altKey || pressed.metaKey) return undefined;
  const key = pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key;
  return bindings.find(
    ([, binding]) => binding.key === key && ('ctrl' in binding && binding.ctrl === true) === pressed.ctrlKey,
  )?.[0];
}

export function isFunctionKey(key: string): boolean {
  return /^F([1-9]|1[0-2])$/.test(key);
}

/** A character somebody types, as opposed to a command. */
export function typedCharacter(pressed: PressedKey): string | undefined {
  return pressed.ctrlKey || pressed.altKey || pressed.metaKey || [...pressed.key].length !== 1
    ? undefined
    : pressed.key;
}

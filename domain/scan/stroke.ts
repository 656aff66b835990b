import { usCharacter } from './physical-key.ts';

/** A key going down or up, as the host tells it before any page sees it. */
export type KeyEvent = {
  readonly phase: 'down' | 'up';
  readonly key: string;
  /** The key's place on the keyboard; empty when a program made the event. */
  readonly code: string;
  readonly at: number;
  readonly repeats: boolean;
  readonly shift: boolean;
  readonly control: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
  readonly capsLock: boolean;
};

export type StrokeKind =
  /** A character from a real key. */
  | 'text'
  /** A digit of Alt and keypad. */
  | 'alt-digit'
  /** Enter or Tab. */
  | 'end'
  /** What typing tools do: erase, put characters in, keep keys to themselves. */
  | 'erase'
  | 'injected'
  | 'ime'
  | 'modifier'
  /** Function keys, arrows, key combinations. */
  | 'special';

/** One key of a run of keys that follow each other closely. */
export type Stroke = {
  readonly kind: StrokeKind;
  readonly key: string;
  readonly code: string;
  readonly at: number;
  readonly shift: boolean;
  readonly capsLock: boolean;
  /** Not let go of yet. */
  readonly isDown: boolean;
  /** The page has got it; otherwise it was kept back. */
  readonly reachedPage: boolean;
};

export function strokeOf(event: KeyEvent): Stroke {
  const { code, at, shift, capsLock } = event;
  return {
    kind: kindOf(event),
    key: nameOf(event),
    code,
    at,
    shift,
    capsLock,
    isDown: true,
    reachedPage: true,
  };
}

const modifiers = new Set(['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'NumLock']);

function kindOf(event: KeyEvent): StrokeKind {
  const { key, code, control, alt, meta } = event;
  if (modifiers.has(key)) return 'modifier';
  if (key === 'Process') return 'ime';
  if (alt && !control && /^Numpad\d$/.test(code)) return 'alt-digit';
  // AltGr, which Windows reports as both, types characters.
  if (meta || control !== alt) return 'special';
  if (key === 'Backspace') return 'erase';
  if (code === '') return 'injected';
  if (key === 'Enter' || key === 'Tab') return 'end';
  if ([...key].length === 1 || usCharacter(code, false) !== undefined) return 'text';
  return 'special';
}

/** A combination is named with its keys, so that it can be told from the plain key. */
function nameOf({ key, control, alt, meta }: KeyEvent): string {
  if (modifiers.has(key) || key === 'Process' || (!meta && control === alt)) return key;
  return `${control ? 'Control+' : ''}${alt ? 'Alt+' : ''}${meta ? 'Meta+' : ''}${key}`;
}

/** Keys that leave a mark where they go; the rest only say how. */
export function isWritten({ kind }: Stroke): boolean {
  return kind !== 'modifier' && kind !== 'special' && kind !== 'end';
}

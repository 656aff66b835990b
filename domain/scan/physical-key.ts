/** What the keys of a US keyboard stand for, by their place: every scanner is one unless it was told otherwise. */
const plain = {
  Backquote: '`~',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: '\'"',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  Space: '  ',
} as const satisfies Record<string, string>;

const shiftedDigits = ')!@#$%^&*(';

const keypad: Readonly<Record<string, string>> = {
  NumpadDecimal: '.',
  NumpadAdd: '+',
  NumpadSubtract: '-',
  NumpadMultiply: '*',
  NumpadDivide: '/',
};

/** The character a key types on a US keyboard without Caps Lock; undefined for keys that type none. */
export function usCharacter(code: string, shift: boolean): string | undefined {
  const digit = digitOf(code);
  if (digit !== undefined) return shift && code.startsWith('Digit') ? shiftedDigits[Number(digit)] : digit;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return shift ? letter : letter.toLowerCase();
  const pair = Object.hasOwn(plain, code) ? plain[code as keyof typeof plain] : undefined;
  return pair === undefined ? keypad[code] : pair[shift ? 1 : 0];
}

/** The digit printed on a key, of either row; a person's Shift or a keypad without Num Lock do not change it. */
export function digitOf(code: string): string | undefined {
  return /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
}

import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type Dong, isDong } from '../../../domain/money/dong.ts';
import { type Milli, onePiece, parseQuantity } from '../../../domain/money/quantity.ts';
import type { Tender } from '../../../domain/sale/settle.ts';
import { type TenderKind, tenderKinds } from '../../../domain/sale/tender.ts';

export type Arguments = {
  readonly command: string;
  readonly json: boolean;
  readonly help: boolean;
  readonly one: (flag: Flag) => string | undefined;
  readonly many: (flag: Flag) => readonly string[];
};

const flags = [
  'profile',
  'pin',
  'cloud',
  'token',
  'branch',
  'till',
  'owner-pin',
  'name',
  'new-pin',
  'role',
  'float',
  'scan',
  'tender',
  'counted',
  'day',
  'out',
] as const;

export type Flag = (typeof flags)[number];

/** Words that are no flag make the command: `staff add`. Null when a flag is not known or lacks its value. */
export function readArguments(argv: readonly string[]): Arguments | null {
  try {
    const options: NonNullable<ParseArgsConfig['options']> = {
      ...Object.fromEntries(flags.map((flag) => [flag, { type: 'string', multiple: true }])),
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    };
    const { values, positionals } = parseArgs({ args: [...argv], allowPositionals: true, options });
    const many = (flag: Flag) => {
      const value = values[flag];
      return Array.isArray(value) ? value.map(String) : [];
    };
    return {
      command: positionals.join(' '),
      json: values['json'] === true,
      help: values['help'] === true,
      one: (flag) => many(flag).at(-1),
      many,
    };
  } catch {
    return null;
  }
}

/** A whole amount in đồng: digits only, no dots. */
export function readAmount(text: string | undefined): Dong | undefined {
  if (text === undefined || !/^\d{1,16}$/.test(text)) return undefined;
  const value = Number(text);
  return isDong(value) ? value : undefined;
}

export type ScanArgument = { readonly code: string; readonly quantity: Milli };

/** `8934563138165`, `8934563138165x2`, `20001x1,25`: readings in the order they are tried, since a code may end in x and digits. */
export function readScan(text: string): readonly ScanArgument[] {
  const whole = { code: text, quantity: onePiece };
  const match = /^(.+)[xX](-?\d+(?:[.,]\d+)?)$/.exec(text);
  const quantity = match?.[2] === undefined ? undefined : (parseQuantity(match[2]) ?? (Number.NaN as Milli));
  return match?.[1] === undefined || quantity === undefined ? [whole] : [whole, { code: match[1], quantity }];
}

/** `cash:50000`, `transfer:120000:REF`, `card:90000`. */
export function readTender(text: string): Tender | undefined {
  const [kind, amountText, ...reference] = text.split(':');
  const amount = readAmount(amountText);
  return isTenderKind(kind) && amount !== undefined
    ? { kind, amount, reference: reference.join(':') }
    : undefined;
}

function isTenderKind(text: string | undefined): text is TenderKind {
  return tenderKinds.some((kind) => kind === text);
}

import { type ComponentProps, type ReactNode, useState } from 'react';
import { type Dong, dong } from '../../domain/money/dong.ts';
import { type Milli, parseQuantity } from '../../domain/money/quantity.ts';
import { formatAmount, formatQuantity } from '../../domain/text/format.ts';

type EntryProps = {
  readonly label?: ReactNode;
  readonly unit?: string;
  readonly autoFocus?: boolean;
  readonly testId?: string;
  readonly disabled?: boolean;
  readonly onFocus?: () => void;
};

/** Digits of an amount as typed; grouped while typing. Empty is null, not zero. At most 15 digits, which stay exact. */
export function MoneyEntry(
  props: EntryProps & { readonly value: Dong | null; readonly onChange: (value: Dong | null) => void },
) {
  return (
    <TextEntry
      {...props}
      unit={props.unit ?? 'đ'}
      text={props.value === null ? '' : formatAmount(props.value)}
      onText={(text) => props.onChange(parseAmount(text))}
    />
  );
}

export function parseAmount(text: string): Dong | null {
  const digits = text.replace(/\D/g, '').slice(0, 15);
  return digits === '' ? null : dong(Number(digits));
}

/** A quantity as typed: `2` or `1,25`. What cannot be read is null. */
export function QuantityEntry(
  props: EntryProps & { readonly value: Milli | null; readonly onChange: (value: Milli | null) => void },
) {
  const [text, setText] = useState(
    props.value === null ? '' : formatQuantity(props.value).replaceAll('.', ''),
  );
  return (
    <TextEntry
      {...props}
      text={text}
      onText={(next) => {
        const clean = next.replace(/[^\d.,]/g, '');
        setText(clean);
        props.onChange(parseQuantity(clean) ?? null);
      }}
    />
  );
}

type TextEntryProps = EntryProps & { readonly text: string; readonly onText: (text: string) => void };

/** The bare field under both: big figures at the right, the unit behind them. */
export function TextEntry({ label, unit, text, onText, testId, ...rest }: TextEntryProps) {
  const input: ComponentProps<'input'> = {
    type: 'text',
    inputMode: 'decimal',
    autoComplete: 'off',
    value: text,
    disabled: rest.disabled,
    autoFocus: rest.autoFocus,
    onChange: (event) => onText(event.currentTarget.value),
    // The old figure is selected, so the first digit replaces it.
    onFocus: (event) => {
      event.currentTarget.select();
      rest.onFocus?.();
    },
  };
  return (
    <label className="entry">
      {label === undefined ? null : <span className="entry-label">{label}</span>}
      <span className="entry-box">
        <input {...input} className="entry-input" data-testid={testId} />
        {unit === undefined ? null : <span className="entry-unit">{unit}</span>}
      </span>
    </label>
  );
}

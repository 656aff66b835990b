import { keepFocus } from './key-button.tsx';

type ChoiceProps<T extends string> = {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
  readonly disabled?: boolean;
  readonly testIdOf?: (value: T) => string;
};

/** One of a few: all of them in sight, big enough for a finger, the chosen one pressed and ticked. */
export function Choice<T extends string>(props: ChoiceProps<T>) {
  const { label, value, options, onChange, disabled = false, testIdOf } = props;
  return (
    <fieldset className="choice" disabled={disabled}>
      <legend className="entry-label">{label}</legend>
      <div className="choice-options">
        {options.map((option) => (
          <button
            key={option.value}
            type="button"
            className="key-button"
            aria-pressed={option.value === value}
            data-testid={testIdOf?.(option.value)}
            onMouseDown={keepFocus}
            onClick={() => onChange(option.value)}
          >
            <span aria-hidden="true">{option.value === value ? '●' : '○'}</span>
            {option.label}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

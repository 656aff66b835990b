import { useTranslation } from 'react-i18next';
import { formatTime } from '../../domain/time.ts';
import { type Command, keyTable } from '../lib/key-table.ts';
import { runCommand } from '../lib/keys.ts';
import { useNow } from '../lib/use-now.ts';
import { testIds } from '../test-ids.ts';
import { keepFocus } from '../ui/key-button.tsx';

const shown = [
  'held-carts',
  'sync-page',
  'order-discount',
  'line-editor',
  'money-tendered',
  'pay-and-print',
  'drawer',
  'lock',
  'menu',
] as const satisfies readonly Command[];

/** The bottom line: what the function keys do, pressable too. */
export function KeyBar() {
  const { t } = useTranslation();
  return (
    <footer className="key-bar">
      {shown.map((command) => (
        <button
          key={command}
          type="button"
          className="key-bar-key"
          data-testid={testIds.key(command)}
          onMouseDown={keepFocus}
          onClick={() => runCommand(command)}
        >
          <kbd className="cap">{keyTable[command].cap}</kbd> {t(`keys.${command}`)}
        </button>
      ))}
      <Clock />
    </footer>
  );
}

function Clock() {
  const now = useNow(1000);
  return <time className="key-bar-clock">{formatTime(now)}</time>;
}

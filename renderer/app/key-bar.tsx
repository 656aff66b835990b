import { useTranslation } from 'react-i18next';
import { formatTime } from '../../domain/time.ts';
import { type Command, keyTable } from '../lib/key-table.ts';
import { runCommand } from '../lib/keys.ts';
import { useNow } from '../lib/use-now.ts';
import { testIds } from '../test-ids.ts';
import { keepFocus } from '../ui/key-button.tsx';
import { type ListId, useListShown } from './key-bar-now.ts';
import { type ScreenId, useScreen } from './navigation.ts';

type Shown = readonly (readonly [command: Command, words: string])[];

const usual: Shown = [
  ['held-carts', 'keys.held-carts'],
  ['sync-page', 'keys.sync-page'],
  ['order-discount', 'keys.order-discount'],
  ['line-editor', 'keys.line-editor'],
  ['money-tendered', 'keys.money-tendered'],
  ['pay-and-print', 'keys.pay-and-print'],
  ['drawer', 'keys.drawer'],
  ['lock', 'keys.lock'],
  ['menu', 'keys.menu'],
];

/** Where the keys mean something else than while selling. */
const elsewhere: { readonly [S in ScreenId | ListId]?: Shown } = {
  sync: [
    ['held-carts', 'sync.bar.dates'],
    ['sync-page', 'sync.now'],
    ['order-discount', 'sync.ways'],
    ['line-editor', 'sync.open'],
    ['money-tendered', 'sync.bar.all'],
    ['pay-and-print', 'sync.bar.kinds'],
    ['reconcile', 'reconcile.open'],
    ['drawer', 'keys.drawer'],
    ['lock', 'keys.lock'],
    ['menu', 'keys.menu'],
  ],
  differences: [
    ['sync-page', 'sync.now'],
    ['order-discount', 'sync.ways'],
    ['line-editor', 'sync.open'],
    ['money-tendered', 'reconcile.all.bar'],
    ['pay-and-print', 'reconcile.again'],
    ['reconcile', 'reconcile.open'],
    ['drawer', 'keys.drawer'],
    ['lock', 'keys.lock'],
    ['menu', 'keys.menu'],
  ],
  'closed-shifts': [
    ['held-carts', 'reconcile.pickDay'],
    ['sync-page', 'keys.sync-page'],
    ['pay-and-print', 'shift.closedShifts.print'],
    ['drawer', 'keys.drawer'],
    ['lock', 'keys.lock'],
    ['menu', 'keys.menu'],
  ],
  reconcile: [
    ['held-carts', 'reconcile.pickDay'],
    ['sync-page', 'reconcile.run'],
    ['order-discount', 'sync.ways'],
    ['line-editor', 'sync.open'],
    ['money-tendered', 'reconcile.pickClass'],
    ['pay-and-print', 'reconcile.print'],
    ['drawer', 'keys.drawer'],
    ['lock', 'keys.lock'],
    ['menu', 'keys.menu'],
  ],
};

/** The bottom line: what the function keys do, pressable too. */
export function KeyBar() {
  const { t } = useTranslation();
  const list = useListShown();
  const screen = useScreen();
  const shown = elsewhere[list ?? screen] ?? usual;
  return (
    <footer className="key-bar">
      {shown.map(([command, words]) => (
        <button
          key={command}
          type="button"
          className="key-bar-key"
          data-testid={testIds.key(command)}
          onMouseDown={keepFocus}
          onClick={() => runCommand(command)}
        >
          <kbd className="cap">{keyTable[command].cap}</kbd> {t(words)}
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

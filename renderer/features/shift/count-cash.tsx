import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShiftReport } from '../../../contracts/views/records.ts';
import { dong, subtractDong } from '../../../domain/money/dong.ts';
import { countedNotes } from '../../../domain/shift/shift.ts';
import { formatAmount } from '../../../domain/text/format.ts';
import { useApp, useTill } from '../../lib/app-state.ts';
import { call } from '../../lib/bridge.ts';
import { useKeys } from '../../lib/keys.ts';
import { createStore, useStore } from '../../lib/store.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { Money } from '../../ui/money.tsx';
import { CloseDialog } from './close-dialog.tsx';
import type { CountPurpose } from './shift-task.ts';
import { Variance } from './variance.tsx';

type CountCashProps = {
  readonly purpose: CountPurpose;
  readonly onDone: (report: ShiftReport) => void;
};

/** Typed pieces by face value; an empty text counts as none. */
type Typed = Readonly<Record<number, string>>;

/** Kept outside the page: a till that locks itself while somebody counts must not make them count again. */
const countStore = createStore<{ readonly shiftId: string; readonly typed: Typed } | null>(null);

const nothingTyped: Typed = {};

/** Notes down one column: type how many, Enter or ↓ for the next. What should be there stays hidden while counting is blind. */
export function CountCash({ purpose, onDone }: CountCashProps) {
  const { t } = useTranslation();
  const { settings } = useTill();
  const shiftId = useApp().shift?.id ?? '';
  const kept = useStore(countStore);
  const typed = kept?.shiftId === shiftId ? kept.typed : nothingTyped;
  const [isReviewing, setReviewing] = useState(false);
  const fields = useRef(new Map<number, HTMLInputElement>());
  const shift = useQuery({
    queryKey: ['shift', 'x-report'],
    queryFn: () => call('shift:x-report', { print: false }),
    enabled: !settings.blindCount,
    gcTime: 0,
  });
  useEffect(() => fields.current.get(countedNotes[0])?.focus(), []);
  const pieces = (face: number) => Number(typed[face] ?? '');
  const sum = dong(countedNotes.reduce((total, face) => total + face * pieces(face), 0));
  const expected = settings.blindCount ? null : (shift.data?.expectedCash ?? null);
  const move = (by: number) => {
    const at = countedNotes.findIndex((face) => fields.current.get(face) === document.activeElement);
    const next = countedNotes[at + by];
    if (next !== undefined) fields.current.get(next)?.focus();
    else if (at + by === countedNotes.length) setReviewing(true);
  };
  useKeys({
    commands: {
      up: () => move(-1),
      // ↓ stops at the last note; only Enter goes on, so that nobody closes a shift by holding a key down.
      down: () => {
        if (fields.current.get(countedNotes.at(-1) ?? 0) !== document.activeElement) move(1);
      },
      confirm: () => move(1),
    },
  });
  return (
    <div className="count">
      <div className="count-notes">
        {countedNotes.map((face) => (
          <label key={face} className="count-note">
            <span className="count-face money">{formatAmount(face)}</span>
            <span aria-hidden="true">×</span>
            <input
              ref={(field) => {
                if (field === null) fields.current.delete(face);
                else fields.current.set(face, field);
              }}
              className="count-field"
              type="text"
              inputMode="numeric"
              autoComplete="off"
              value={typed[face] ?? ''}
              placeholder="0"
              aria-label={t('shift.count.pieces', { face: formatAmount(face) })}
              data-testid={testIds.shiftNote(face)}
              onFocus={(event) => event.currentTarget.select()}
              onChange={(event) => {
                const digits = event.currentTarget.value.replace(/\D/g, '').slice(0, 6);
                countStore.set({ shiftId, typed: { ...typed, [face]: digits } });
              }}
            />
            <span className="count-product" data-empty={pieces(face) === 0}>
              <Money amount={face * pieces(face)} />
            </span>
          </label>
        ))}
      </div>
      <aside className="count-side">
        <div className="card">
          <span className="count-label">{t('shift.count.sum')}</span>
          <Money amount={sum} size="total" withUnit testId={testIds.shiftSum} />
        </div>
        {settings.blindCount ? (
          <p className="card count-words">{t('shift.count.blind')}</p>
        ) : expected === null ? null : (
          <div className="card">
            <dl className="figures">
              <dt>{t('shift.report.expected')}</dt>
              <dd>
                <Money amount={expected} withUnit testId={testIds.reportExpected} />
              </dd>
            </dl>
            {sum === 0 ? null : <Variance amount={subtractDong(sum, expected)} />}
          </div>
        )}
        <p className="muted count-words">{t('shift.count.keys')}</p>
        <KeyButton
          tone="main"
          className="shift-main"
          testId={testIds.shiftCounted}
          onClick={() => setReviewing(true)}
        >
          {t('shift.count.done')}
        </KeyButton>
      </aside>
      {isReviewing ? (
        <CloseDialog
          purpose={purpose}
          sum={sum}
          count={Object.fromEntries(
            countedNotes.filter((face) => pieces(face) > 0).map((face) => [face.toString(), pieces(face)]),
          )}
          onClose={() => setReviewing(false)}
          onDone={onDone}
        />
      ) : null}
    </div>
  );
}

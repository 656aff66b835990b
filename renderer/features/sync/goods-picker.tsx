import { TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GoodsView } from '../../../contracts/views/selling.ts';
import type { RefusalView } from '../../../contracts/views/sync.ts';
import { formatQuantity } from '../../../domain/text/format.ts';
import { call, failureOf } from '../../lib/bridge.ts';
import { useConfirmWhenFresh } from '../../lib/use-confirm-when-fresh.ts';
import { testIds } from '../../test-ids.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { keepFocus } from '../../ui/key-button.tsx';
import { stepWithin } from '../../ui/virtual-rows.tsx';
import { GoodsSummary } from '../sell/goods-summary.tsx';

type Picked = { readonly lineId: string; readonly variantId: number };

type GoodsPickerProps = {
  readonly lines: RefusalView['goneLines'];
  /** Called once goods are chosen for every line. */
  readonly onPicked: (picked: readonly Picked[]) => void;
  readonly onClose: () => void;
};

const noRows: readonly GoodsView[] = [];
const shown = 30;

/** For each line whose goods are gone, one after the other: which goods it is sent as. */
export function GoodsPicker({ lines, onPicked, onClose }: GoodsPickerProps) {
  const { t } = useTranslation();
  const [picked, setPicked] = useState<readonly Picked[]>([]);
  const [text, setText] = useState('');
  const [selected, setSelected] = useState(0);
  const line = lines[picked.length];
  const found = useQuery({
    queryKey: ['goods', 'pick', text],
    queryFn: () => call('goods:search', { text, limit: shown, offset: 0 }),
    placeholderData: keepPreviousData,
  });
  const rows = found.data?.rows ?? noRows;
  const isFresh = !found.isPlaceholderData && !found.isPending;
  const pick = (row: GoodsView | undefined) => {
    if (row === undefined || line === undefined) return;
    const next = [...picked, { lineId: line.lineId, variantId: row.variantId }];
    setText('');
    setSelected(0);
    if (next.length < lines.length) setPicked(next);
    else onPicked(next);
  };
  const confirm = useConfirmWhenFresh(text, isFresh, () => pick(rows[selected]));
  if (line === undefined) return null;
  return (
    <Dialog
      title={t('sync.pickTitle', { name: line.name })}
      onClose={onClose}
      confirm={{ label: t('sync.choose'), act: confirm, disabled: isFresh && rows.length === 0 }}
      width={760}
      testId={testIds.syncGoods}
      keys={{
        commands: {
          up: () => setSelected(stepWithin(rows.length, selected, -1)),
          down: () => setSelected(stepWithin(rows.length, selected, 1)),
        },
      }}
    >
      <p className="muted sync-pick-words">
        {t('sync.pickWords', {
          quantity: [formatQuantity(line.quantity), line.unitName].join(' ').trim(),
          number: picked.length + 1,
          count: lines.length,
        })}
      </p>
      <TextInput
        value={text}
        maxLength={200}
        autoFocus
        placeholder={t('sync.pickHint')}
        aria-label={t('sync.pickHint')}
        data-testid={testIds.syncGoodsSearch}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setSelected(0);
        }}
      />
      <div className="customer-rows">
        {found.error === null ? null : <FailureNote failure={failureOf(found.error)} />}
        {found.isSuccess && rows.length === 0 ? (
          <p className="muted">{t('sync.pickNone', { text })}</p>
        ) : null}
        {rows.map((row, index) => (
          <button
            key={`${row.variantId}/${row.unitId}`}
            ref={index === selected ? showInList : undefined}
            type="button"
            className="goods-row"
            aria-current={index === selected}
            data-testid={testIds.syncGoodsRow}
            onMouseDown={keepFocus}
            onClick={() => pick(row)}
          >
            <GoodsSummary goods={row} />
          </button>
        ))}
      </div>
    </Dialog>
  );
}

function showInList(row: HTMLButtonElement | null): void {
  row?.scrollIntoView({ block: 'nearest' });
}

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReturnableView } from '../../../contracts/views/returns.ts';
import { formatDateTime } from '../../../domain/time.ts';
import { call, failureOf } from '../../lib/bridge.ts';
import { showDone } from '../../lib/failures.ts';
import { useKeys } from '../../lib/keys.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { Screen } from '../../ui/screen.tsx';
import { stepWithin } from '../../ui/virtual-rows.tsx';
import {
  chosenLines,
  emptyDraft,
  type ReturnDraft,
  stepped,
  withAll,
  withOtherDestination,
} from './return-draft.ts';
import { ReturnLines } from './return-lines.tsx';
import { ReturnSummary } from './return-summary.tsx';
import '../../ui/office.css';
import './returns.css';

type ReturnScreenProps = { readonly saleId: string; readonly onClose: () => void };

/** Goods of one sale come back: which, how many, whether they can be sold again, why, and what the customer gets. */
export function ReturnScreen({ saleId, onClose }: ReturnScreenProps) {
  const { t } = useTranslation();
  const sale = useQuery({
    queryKey: ['returnable', saleId],
    queryFn: () => call('returns:sale', { saleId }),
    gcTime: 0,
  });
  if (sale.data !== undefined) return <ReturnForm sale={sale.data} onClose={onClose} />;
  return (
    <Screen id="return" title={t('returns.title')} onBack={onClose}>
      {sale.error === null ? null : <FailureNote failure={failureOf(sale.error)} />}
    </Screen>
  );
}

function ReturnForm({ sale, onClose }: { readonly sale: ReturnableView; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<ReturnDraft>(emptyDraft);
  const [selected, setSelected] = useState(0);
  const [complete, isBusy] = useCall('returns:complete');
  const lines = chosenLines(draft, sale.lines);
  const quote = useQuery({
    queryKey: ['refund', sale.saleId, lines.map(({ lineId, quantity }) => [lineId, quantity]), draft.way],
    queryFn: () =>
      call('returns:quote', {
        saleId: sale.saleId,
        lines: lines.map(({ lineId, quantity }) => ({ lineId, quantity })),
        way: draft.way,
      }),
    enabled: lines.length > 0,
    placeholderData: (before) => before,
  });
  const refund = lines.length === 0 ? null : (quote.data ?? null);
  const line = sale.lines[selected];
  const isReady = refund !== null && !quote.isPlaceholderData && draft.reason.trim() !== '' && !isBusy;
  const finish = async () => {
    if (!isReady) return;
    const done = await complete({
      saleId: sale.saleId,
      returns: sale.returns.length,
      lines,
      way: draft.way,
      tenders: null,
      reason: draft.reason.trim(),
    });
    if (done?.ok !== true) return void queries.invalidateQueries({ queryKey: ['returnable'] });
    showDone(t('returns.done', { number: done.value.number }));
    await queries.invalidateQueries({ queryKey: ['sales'] });
    onClose();
  };
  useKeys({
    commands: {
      up: () => setSelected(stepWithin(sale.lines.length, selected, -1)),
      down: () => setSelected(stepWithin(sale.lines.length, selected, 1)),
      more: () => line !== undefined && setDraft(stepped(draft, line, 1)),
      less: () => line !== undefined && setDraft(stepped(draft, line, -1)),
      'line-editor': () => line !== undefined && setDraft(withOtherDestination(draft, line)),
      'order-discount': () => setDraft(withAll(draft, sale.lines)),
      'money-tendered': () => setDraft({ ...draft, way: draft.way === 'cash' ? 'as-paid' : 'cash' }),
      pay: () => void finish(),
    },
  });
  return (
    <Screen
      id="return"
      title={t('returns.titleOf', { number: sale.number })}
      onBack={onClose}
      actions={
        <KeyButton
          command="order-discount"
          testId={testIds.returnAll}
          onClick={() => setDraft(withAll(draft, sale.lines))}
        >
          {t('returns.all')}
        </KeyButton>
      }
    >
      <div className="page-split returns">
        <div className="page-column">
          <p className="muted returns-sale">
            {[formatDateTime(sale.completedAt), sale.customerName ?? t('sync.guest')].join(' · ')}
          </p>
          {sale.refusal === null ? null : <FailureNote failure={sale.refusal} />}
          <ReturnLines
            sale={sale}
            draft={draft}
            refund={refund}
            selected={selected}
            onSelect={setSelected}
            onChange={setDraft}
          />
        </div>
        <ReturnSummary
          sale={sale}
          draft={draft}
          refund={refund}
          failure={lines.length === 0 || quote.error === null ? null : failureOf(quote.error)}
          isReady={isReady}
          onChange={setDraft}
          onFinish={() => void finish()}
        />
      </div>
    </Screen>
  );
}

import { IconPrinter } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PrintersView } from '../../../contracts/views/printers.ts';
import { useApp } from '../../lib/app-state.ts';
import { ask, call, failureOf } from '../../lib/bridge.ts';
import { useKeys } from '../../lib/keys.ts';
import { testIds } from '../../test-ids.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { stepWithin, VirtualRows } from '../../ui/virtual-rows.tsx';
import { AddPrinter } from './add-printer.tsx';
import { PrinterDetails } from './printer-details.tsx';
import { PrinterRow } from './printer-row.tsx';

const printersKey = ['printers'];
const lookEveryMs = 4_000;

/** The printers of this machine and how they are right now. */
export function PrintersTab() {
  const { t } = useTranslation();
  const mayManage = useApp().session?.may.includes('manage-printer') === true;
  return mayManage ? (
    <ManagedPrinters />
  ) : (
    <EmptyState icon={IconPrinter} title={t('devices.printers.notAllowed')} />
  );
}

function ManagedPrinters() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const list = useQuery({ queryKey: printersKey, queryFn: () => call('printers:list') });
  const printers = list.data?.printers ?? [];
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
  const selected = Math.max(
    0,
    printers.findIndex(({ id }) => id === chosenId),
  );
  const current = printers[selected];
  const keep = (view: PrintersView) => queries.setQueryData(printersKey, view);
  useFreshStatus(printers.map(({ id }) => id));
  const choose = (index: number) => setChosenId(printers[index]?.id ?? null);
  useKeys({
    commands: {
      up: () => choose(stepWithin(printers.length, selected, -1)),
      down: () => choose(stepWithin(printers.length, selected, 1)),
      more: () => setAdding(true),
    },
  });
  return (
    <div className="page-split printer">
      <div className="page-column">
        <div className="printer-head">
          <p className="printer-words">{t('devices.printers.words')}</p>
          <KeyButton command="more" tone="main" testId={testIds.printerAdd} onClick={() => setAdding(true)}>
            {t('devices.printers.add')}
          </KeyButton>
        </div>
        {list.error === null ? null : <FailureNote failure={failureOf(list.error)} />}
        <VirtualRows
          rows={printers}
          keyOf={({ id }) => id}
          rowHeight={84}
          selected={selected}
          onSelect={choose}
          testId={testIds.printerRow}
          stateOf={({ status }) => status.state}
        >
          {(printer) => <PrinterRow printer={printer} />}
        </VirtualRows>
      </div>
      {current === undefined ? (
        <span />
      ) : (
        <PrinterDetails key={current.id} printer={current} printers={printers} onView={keep} />
      )}
      {isAdding ? <AddPrinter printers={printers} onView={keep} onClose={() => setAdding(false)} /> : null}
    </div>
  );
}

/** While somebody looks, each printer is asked how it is, one after the other. */
function useFreshStatus(ids: readonly string[]): void {
  const queries = useQueryClient();
  const key = ids.join();
  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      for (const printerId of key === '' ? [] : key.split(',')) {
        const answer = await ask('printers:check', { printerId });
        if (isOver) return;
        if (answer.ok) queries.setQueryData(printersKey, answer.value.view);
      }
      timer = setTimeout(() => void look(), lookEveryMs);
    };
    void look();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [key, queries]);
}

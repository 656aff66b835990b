import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  FoundPrinters,
  PrinterProbe,
  PrintersView,
  PrinterView,
} from '../../../contracts/views/printers.ts';
import type { Connection } from '../../../domain/printing/printer.ts';
import { ask } from '../../lib/bridge.ts';
import { useCall } from '../../lib/use-call.ts';
import { PickDialog } from '../../ui/pick-dialog.tsx';
import { AddressDialog } from './address-dialog.tsx';
import { PrinterForm } from './printer-form.tsx';
import { connectionWords } from './printer-words.ts';
import { ProbeDialog } from './probe-dialog.tsx';

type AddPrinterProps = {
  readonly printers: readonly PrinterView[];
  readonly onView: (view: PrintersView) => void;
  readonly onClose: () => void;
};

type Step =
  | { readonly kind: 'which' }
  | { readonly kind: 'address' }
  | { readonly kind: 'probe'; readonly connection: Connection; readonly name: string }
  | {
      readonly kind: 'form';
      readonly connection: Connection;
      readonly name: string;
      readonly probe: PrinterProbe;
    };

/** A new printer, one question a step: which way to it, where it is, what it answers, what it is for. */
export function AddPrinter({ printers, onView, onClose }: AddPrinterProps) {
  const { t } = useTranslation();
  const [step, setStep] = useState<Step>({ kind: 'which' });
  const found = useFound().filter(
    ({ connection }) => !printers.some((printer) => isSame(printer.connection, connection)),
  );
  const [add, busy] = useCall('printers:add');
  const roles = (['receipts', 'slips', 'second-copy', 'drawer'] as const).filter(
    (role) => !printers.some((printer) => printer.roles.includes(role)),
  );
  switch (step.kind) {
    case 'which':
      return (
        <PickDialog
          title={t('devices.add.title')}
          confirm={t('devices.add.next')}
          options={[
            { id: 'network', label: t('devices.add.network'), words: t('devices.add.networkWords') },
            { id: 'virtual', label: t('devices.add.virtual'), words: t('devices.add.virtualWords') },
            // Found a moment later: what is there already keeps its digit.
            ...found.map(({ name, connection }, index) => ({
              id: `found-${index}`,
              label: name,
              words: connectionWords(connection),
            })),
          ]}
          onPick={(id) => {
            const one = found[Number(id.slice('found-'.length))];
            if (id === 'network') setStep({ kind: 'address' });
            else if (id === 'virtual')
              setStep({ kind: 'probe', connection: { kind: 'virtual' }, name: t('devices.add.virtual') });
            else if (one !== undefined) setStep({ kind: 'probe', ...one });
          }}
          onClose={onClose}
        />
      );
    case 'address':
      return (
        <AddressDialog
          onClose={onClose}
          onAddress={(host, port) =>
            setStep({ kind: 'probe', connection: { kind: 'network', host, port }, name: host })
          }
        />
      );
    case 'probe':
      return (
        <ProbeDialog
          connection={step.connection}
          confirm={t('devices.add.next')}
          onClose={onClose}
          onBack={() => setStep(step.connection.kind === 'network' ? { kind: 'address' } : { kind: 'which' })}
          onProbe={(probe) =>
            setStep({ ...step, kind: 'form', probe, name: probe.profile.model ?? step.name })
          }
        />
      );
    case 'form':
      return (
        <PrinterForm
          title={t('devices.add.form')}
          start={{
            name: step.name,
            connection: step.connection,
            profile: step.probe.profile,
            roles: [...roles],
            fallbackId: null,
          }}
          printers={printers}
          busy={busy}
          onClose={onClose}
          onSave={async (draft) => {
            const added = await add(draft);
            if (added?.ok !== true) return;
            onView(added.value);
            onClose();
          }}
        />
      );
  }
}

function isSame(one: Connection, other: Connection): boolean {
  return connectionWords(one) === connectionWords(other);
}

/** What hangs on this machine and is not one of its printers yet. */
function useFound(): FoundPrinters {
  const [found, setFound] = useState<FoundPrinters>([]);
  useEffect(() => {
    let isOver = false;
    void ask('printers:find').then((answer) => {
      if (!isOver && answer.ok) setFound(answer.value);
    });
    return () => {
      isOver = true;
    };
  }, []);
  return found;
}

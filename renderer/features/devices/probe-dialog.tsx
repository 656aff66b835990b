import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../contracts/errors/failure.ts';
import type { PrinterProbe } from '../../../contracts/views/printers.ts';
import type { Connection, ProbeStep } from '../../../domain/printing/printer.ts';
import { ask, listen } from '../../lib/bridge.ts';
import { testIds } from '../../test-ids.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { connectionWords } from './printer-words.ts';
import { reasonWords } from './reason-words.ts';

type ProbeDialogProps = {
  readonly connection: Connection;
  /** What the button says once it is known. */
  readonly confirm: string;
  readonly onProbe: (probe: PrinterProbe) => void;
  readonly onBack: () => void;
  readonly onClose: () => void;
};

/** Finds out what the printer answers, each step in words, then what was found. */
export function ProbeDialog(props: ProbeDialogProps) {
  const { connection, onProbe, onBack, onClose } = props;
  const { t } = useTranslation();
  const [steps, setSteps] = useState<readonly ProbeStep[]>([]);
  const [probe, setProbe] = useState<PrinterProbe | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const started = useRef(false);
  useEffect(() => {
    const stop = listen('printer-probe', ({ step }) => setSteps((before) => [...before, step]));
    if (!started.current) {
      started.current = true;
      void ask('printers:probe', { connection }).then((answer) =>
        answer.ok ? setProbe(answer.value) : setFailure(answer.error),
      );
    }
    return stop;
  }, [connection]);
  const confirm =
    probe !== null
      ? { label: props.confirm, act: () => onProbe(probe) }
      : { label: t('devices.add.again'), act: onBack, disabled: failure === null };
  return (
    <Dialog
      title={t('devices.add.probing', { where: connectionWords(connection) })}
      onClose={onClose}
      testId={testIds.printerProbe}
      confirm={confirm}
    >
      <ol className="probe-steps" data-testid={testIds.printerProbeWords}>
        {steps.map((step, index) => (
          <li key={step}>
            {t(`devices.probe.${step}`)}
            {index === steps.length - 1 && probe === null && failure === null ? ' …' : ' ✓'}
          </li>
        ))}
      </ol>
      {failure === null ? null : <FailureNote failure={failure} />}
      {probe === null ? null : (
        <>
          <p>{t(`devices.answers.${probe.profile.answers}`)}</p>
          <p>{t(`devices.confirms.${probe.profile.confirms}`)}</p>
          {probe.profile.model === null ? null : (
            <p>
              {t('devices.facts.model')}: {[probe.profile.make, probe.profile.model].join(' ').trim()}
            </p>
          )}
          {probe.trouble === null ? null : <p role="status">{reasonWords(probe.trouble)}</p>}
        </>
      )}
    </Dialog>
  );
}

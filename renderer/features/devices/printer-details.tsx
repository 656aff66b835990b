import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PrintersView, PrinterView } from '../../../contracts/views/printers.ts';
import type { PrinterProfile } from '../../../domain/printing/printer.ts';
import { showDone } from '../../lib/failures.ts';
import { useKeys } from '../../lib/keys.ts';
import { afterScanGuard } from '../../lib/scan-guard.ts';
import { shortDateTime } from '../../lib/short-time.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { DrawerLesson } from './drawer-lesson.tsx';
import { type PrinterDraft, PrinterForm } from './printer-form.tsx';
import { connectionWords } from './printer-words.ts';
import { ProbeDialog } from './probe-dialog.tsx';
import { reasonWords } from './reason-words.ts';
import { RetirePrinter } from './retire-printer.tsx';

type PrinterDetailsProps = {
  readonly printer: PrinterView;
  readonly printers: readonly PrinterView[];
  readonly onView: (view: PrintersView) => void;
};

/** One printer: what is known of it, what it last did, and what can be done with it. */
export function PrinterDetails({ printer, printers, onView }: PrinterDetailsProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'edit' | 'drawer' | 'probe' | 'retire' | null>(null);
  const [testPage, isTesting] = useCall('printers:test-page');
  const [change, isChanging] = useCall('printers:change');
  const close = () => setOpen(null);
  const test = async () => {
    const sent = await testPage({ printerId: printer.id });
    if (sent?.ok === true) showDone(t('devices.printers.testSent', { name: printer.name }));
  };
  /** Only these answer anything. */
  const tells = printer.connection.kind === 'network' || printer.connection.kind === 'usb';
  const deeds = [
    () => void test(),
    () => setOpen('edit'),
    () => setOpen('drawer'),
    ...(tells ? [() => setOpen('probe')] : []),
  ];
  const save = async (draft: PrinterDraft) => {
    const saved = await change({ printerId: printer.id, ...draft });
    if (saved?.ok !== true) return;
    onView(saved.value);
    close();
  };
  const draft: PrinterDraft = {
    name: printer.name,
    connection: printer.connection,
    profile: printer.profile,
    roles: [...printer.roles],
    fallbackId: printer.fallbackId,
  };
  useKeys({
    commands: { remove: () => setOpen('retire') },
    onType: (character) => {
      const deed = /^[1-4]$/.test(character) ? deeds[Number(character) - 1] : undefined;
      if (deed === undefined) return false;
      afterScanGuard(deed);
      return true;
    },
  });
  return (
    <div className="page-column">
      <div className="card printer-facts">
        <h2>{printer.name}</h2>
        <dl className="figures">
          {factsOf(printer, printers, t).map(([label, value]) => (
            <div key={label} className="printer-fact">
              <dt className="muted">{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      <div className="button-row">
        <KeyButton cap="1" disabled={isTesting} testId={testIds.printerTestPage} onClick={() => void test()}>
          {t('devices.printers.testPage')}
        </KeyButton>
        <KeyButton cap="2" testId={testIds.printerEdit} onClick={() => setOpen('edit')}>
          {t('devices.printers.edit')}
        </KeyButton>
        <KeyButton cap="3" testId={testIds.printerLearnDrawer} onClick={() => setOpen('drawer')}>
          {t('devices.printers.learnDrawer')}
        </KeyButton>
        {tells ? (
          <KeyButton cap="4" testId={testIds.printerProbeAgain} onClick={() => setOpen('probe')}>
            {t('devices.printers.probeAgain')}
          </KeyButton>
        ) : null}
        <KeyButton command="remove" testId={testIds.printerRetire} onClick={() => setOpen('retire')}>
          {t('devices.printers.retire')}
        </KeyButton>
      </div>
      {open === 'edit' ? (
        <PrinterForm
          title={t('devices.printers.editTitle', { name: printer.name })}
          start={draft}
          printers={printers.filter(({ id }) => id !== printer.id)}
          busy={isChanging}
          onClose={close}
          onSave={(changed) => void save(changed)}
        />
      ) : null}
      {open === 'probe' ? (
        <ProbeDialog
          connection={printer.connection}
          confirm={t('devices.printers.keepProbe')}
          onClose={close}
          onBack={close}
          onProbe={({ profile }) =>
            void save({ ...draft, profile: { ...draft.profile, ...learnedOf(profile) } })
          }
        />
      ) : null}
      {open === 'drawer' ? <DrawerLesson printer={printer} onView={onView} onClose={close} /> : null}
      {open === 'retire' ? (
        <RetirePrinter printer={printer} printers={printers} onView={onView} onClose={close} />
      ) : null}
    </div>
  );
}

/** What asking again tells; paper, cut and drawer stay as somebody set them. */
function learnedOf({ make, model, answers, confirms }: PrinterProfile) {
  return { make, model, answers, confirms };
}

type Words = ReturnType<typeof useTranslation>['t'];

function factsOf(
  printer: PrinterView,
  printers: readonly PrinterView[],
  t: Words,
): readonly (readonly [string, string])[] {
  const { profile, lastTrouble, lastPrintedAt, fallbackId, drawerOpen } = printer;
  const model = [profile.make, profile.model].filter((part) => part !== null).join(' ');
  const standIn = printers.find(({ id }) => id === fallbackId)?.name;
  return [
    [t('devices.facts.where'), connectionWords(printer.connection)],
    ...(model === '' ? [] : [[t('devices.facts.model'), model] as const]),
    [t('devices.facts.paper'), t('devices.facts.paperWords', { mm: profile.paper, dots: profile.dots })],
    [t('devices.facts.answers'), t(`devices.answers.${profile.answers}`)],
    [t('devices.facts.confirms'), t(`devices.confirms.${profile.confirms}`)],
    [t('devices.facts.drawer'), drawerWords(printer, drawerOpen, t)],
    [t('devices.facts.standIn'), standIn ?? t('devices.facts.none')],
    [
      t('devices.facts.lastPrinted'),
      lastPrintedAt === null ? t('devices.facts.never') : shortDateTime(lastPrintedAt),
    ],
    [
      t('devices.facts.lastTrouble'),
      lastTrouble === null
        ? t('devices.facts.none')
        : `${shortDateTime(lastTrouble.at)} · ${reasonWords(lastTrouble.reason)}`,
    ],
  ];
}

function drawerWords({ profile, roles }: PrinterView, isOpen: boolean | null, t: Words): string {
  if (profile.drawerPin === null || !roles.includes('drawer')) return t('devices.facts.noDrawer');
  const pin = t('devices.facts.drawerPin', { pin: profile.drawerPin });
  if (isOpen === null) return `${pin} · ${t('devices.facts.drawerSilent')}`;
  return `${pin} · ${t(isOpen ? 'devices.facts.drawerOpen' : 'devices.facts.drawerShut')}`;
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PrintersView, PrinterView } from '../../../contracts/views/printers.ts';
import type { PrinterProfile } from '../../../domain/printing/printer.ts';
import { afterScanGuard } from '../../lib/scan-guard.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { KeyButton } from '../../ui/key-button.tsx';

type Level = 'high' | 'low' | null;

type Step =
  | { readonly kind: 'start' }
  /** The pulse went out on that pin: did it open? */
  | { readonly kind: 'asked'; readonly pin: 2 | 5 }
  | { readonly kind: 'open'; readonly pin: 2 | 5; readonly openLevel: Level }
  | { readonly kind: 'done'; readonly openIs: Level }
  | { readonly kind: 'no-drawer' };

type DrawerLessonProps = {
  readonly printer: PrinterView;
  readonly onView: (view: PrintersView) => void;
  readonly onClose: () => void;
};

/** Learns on which pin the drawer hangs and what its switch says while it is open: the till pushes, a person looks, then shuts it. */
export function DrawerLesson({ printer, onView, onClose }: DrawerLessonProps) {
  const { t } = useTranslation();
  const [step, setStep] = useState<Step>({ kind: 'start' });
  const [change, isChanging] = useCall('printers:change');
  const [push, isPushing] = useCall('printers:try-drawer');
  const [check, isChecking] = useCall('printers:check');
  const busy = isChanging || isPushing || isChecking;

  const save = async (profile: Partial<PrinterProfile>, hasDrawer: boolean): Promise<boolean> => {
    const others = printer.roles.filter((role) => role !== 'drawer');
    const saved = await change({
      printerId: printer.id,
      name: printer.name,
      connection: printer.connection,
      profile: { ...printer.profile, ...profile },
      roles: hasDrawer ? [...others, 'drawer'] : others,
      fallbackId: printer.fallbackId,
    });
    if (saved?.ok === true) onView(saved.value);
    return saved?.ok === true;
  };
  const levelNow = async (): Promise<Level> => {
    const seen = await check({ printerId: printer.id });
    if (seen?.ok !== true) return null;
    onView(seen.value.view);
    return seen.value.drawerLevel;
  };
  const pushPin = async (pin: 2 | 5) => {
    if (!(await save({ drawerPin: pin, drawerOpenIs: null }, true))) return;
    const pushed = await push({ printerId: printer.id });
    if (pushed?.ok === true) setStep({ kind: 'asked', pin });
  };
  const opened = async (pin: 2 | 5) => setStep({ kind: 'open', pin, openLevel: await levelNow() });
  const stayedShut = async (pin: 2 | 5) => {
    if (pin === 2) return pushPin(5);
    if (await save({ drawerPin: null, drawerOpenIs: null }, false)) setStep({ kind: 'no-drawer' });
  };
  const shut = async ({ pin, openLevel }: { readonly pin: 2 | 5; readonly openLevel: Level }) => {
    const shutLevel = await levelNow();
    // The same level open and shut: no switch hangs there, and nothing would ever be told.
    const openIs = openLevel !== null && shutLevel !== null && openLevel !== shutLevel ? openLevel : null;
    if (await save({ drawerPin: pin, drawerOpenIs: openIs }, true)) setStep({ kind: 'done', openIs });
  };

  const confirm = {
    start: { label: t('devices.lesson.push'), act: () => void pushPin(2) },
    asked: undefined,
    open: {
      label: t('devices.lesson.isShut'),
      act: () => {
        if (step.kind === 'open') void shut(step);
      },
    },
    done: { label: t('devices.lesson.finish'), act: onClose },
    'no-drawer': { label: t('devices.lesson.finish'), act: onClose },
  }[step.kind];
  const answer = (didOpen: boolean) => {
    if (step.kind === 'asked' && !busy) void (didOpen ? opened(step.pin) : stayedShut(step.pin));
  };
  return (
    <Dialog
      title={t('devices.lesson.title', { name: printer.name })}
      onClose={onClose}
      testId={testIds.drawerLesson}
      {...(confirm === undefined ? {} : { confirm: { ...confirm, disabled: busy } })}
      keys={{
        onType: (character) => {
          if (step.kind !== 'asked' || !/^[12]$/.test(character)) return false;
          afterScanGuard(() => answer(character === '1'));
          return true;
        },
      }}
    >
      <p role="status">{t(wordsOf(step))}</p>
      {step.kind === 'asked' ? (
        <div className="button-row">
          <KeyButton cap="1" disabled={busy} onClick={() => answer(true)}>
            {t('devices.lesson.didOpen')}
          </KeyButton>
          <KeyButton cap="2" disabled={busy} onClick={() => answer(false)}>
            {t('devices.lesson.stayedShut')}
          </KeyButton>
        </div>
      ) : null}
    </Dialog>
  );
}

function wordsOf(step: Step): string {
  switch (step.kind) {
    case 'asked':
      return step.pin === 2 ? 'devices.lesson.words.asked' : 'devices.lesson.words.askedAgain';
    case 'done':
      return step.openIs === null ? 'devices.lesson.words.silent' : 'devices.lesson.words.learned';
    default:
      return `devices.lesson.words.${step.kind}`;
  }
}

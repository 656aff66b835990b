import { IconLock } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../contracts/errors/failure.ts';
import { formatDateTime } from '../../../domain/time.ts';
import { ConnectionPill } from '../../app/connection-pill.tsx';
import { useApp, useTill } from '../../lib/app-state.ts';
import { listen } from '../../lib/bridge.ts';
import { playSound } from '../../lib/sounds.ts';
import { useCall } from '../../lib/use-call.ts';
import { useNow } from '../../lib/use-now.ts';
import { testIds } from '../../test-ids.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { PinPad } from '../../ui/pin-pad.tsx';
import { failureOf } from '../scanner/scan-refusal.ts';
import { DemoPins } from './demo-pins.tsx';
import './lock.css';

/** Who are you? Eight digits answer it, typed at once or touched. */
export function LockScreen() {
  const { t } = useTranslation();
  const { demoPins } = useApp();
  const till = useTill();
  const [signIn, busy] = useCall('session:sign-in', { quiet: true });
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const now = useNow(250);
  const secondsLeft = secondsToWait(refusal, now);
  useRefusedScans(setRefusal);
  const tryPin = async (pin: string) => {
    const answer = await signIn({ pin });
    if (answer === null || answer.ok) return;
    playSound('blocked');
    setRefusal({ failure: answer.error, at: Date.now() });
  };
  const waits = secondsLeft > 0;
  const isOverdue = refusal?.failure.code === 'SIGN_IN_WAIT' && !waits;
  return (
    <main className="lock" data-testid={testIds.lockScreen}>
      <section className="lock-place">
        <h1>{till.branchName}</h1>
        <p className="lock-till">
          {till.shopName} · {t('header.till', { number: till.tillNumber })}
        </p>
        <time className="lock-clock">{formatDateTime(now).slice(-5)}</time>
        <p className="lock-date">{formatDateTime(now).slice(0, 10)}</p>
        <ConnectionPill />
        <DemoPins pins={demoPins} onPin={(pin) => void tryPin(pin)} disabled={busy || waits} />
      </section>
      <section className="lock-pin">
        <h2>
          <IconLock size={24} aria-hidden="true" /> {t('lock.title')}
        </h2>
        <PinPad label={t('lock.title')} disabled={busy || waits} onPin={(pin) => void tryPin(pin)} />
        <div className="lock-message" data-testid={testIds.lockMessage} aria-live="polite">
          {waits ? (
            <p className="lock-wait" data-testid={testIds.lockCountdown} data-seconds={secondsLeft}>
              {t('lock.wait', { time: formatCountdown(secondsLeft) })}
            </p>
          ) : busy ? (
            <p className="muted">{t('lock.checking')}</p>
          ) : refusal !== null && !isOverdue ? (
            <FailureNote failure={refusal.failure} />
          ) : null}
        </div>
      </section>
    </main>
  );
}

type Refusal = { readonly failure: Failure; readonly at: number };

/** A growing delay is counted down here; main keeps it whatever the window shows. */
function secondsToWait(refusal: Refusal | null, now: number): number {
  if (refusal?.failure.code !== 'SIGN_IN_WAIT') return 0;
  const seconds = Number(refusal.failure.params['seconds'] ?? 0);
  return Math.max(0, Math.ceil(seconds - (now - refusal.at) / 1000));
}

function formatCountdown(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${(seconds % 60).toString().padStart(2, '0')}`;
}

/** A scan at a locked till goes nowhere, and is told so. */
function useRefusedScans(tell: (refusal: Refusal) => void): void {
  useEffect(() => {
    const refuse = (failure: Failure) => {
      playSound('blocked');
      tell({ failure, at: Date.now() });
    };
    const stops = [
      listen('scanned', (event) => {
        if ('failure' in event) refuse(event.failure);
      }),
      listen('scan-refused', (refused) => refuse(failureOf(refused))),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [tell]);
}

import { IconCircle, IconCircleCheck, IconPointFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetupStep, SetupView } from '../../../contracts/views/session.ts';
import { unreachable } from '../../../domain/result.ts';
import { useApp } from '../../lib/app-state.ts';
import { testIds } from '../../test-ids.ts';
import { BranchPage } from './branch-page.tsx';
import { ConnectPage } from './connect-page.tsx';
import { OwnerPage } from './owner-page.tsx';
import { PullPage } from './pull-page.tsx';
import { ReadyPage } from './ready-page.tsx';
import { RecoveryPage } from './recovery-page.tsx';
import { StaffPage } from './staff-page.tsx';
import { type SetupCode, useRecoveryCode } from './use-recovery-code.ts';
import '../../ui/office.css';
import './setup.css';

/** What main asks for, and the page at the end that is the window's own: the recovery code is shown to whoever sits there. */
type SetupPageId = SetupStep | 'recovery';

const firstTill: readonly SetupPageId[] = ['connect', 'branch', 'owner', 'pull', 'staff', 'recovery'];
/** Where owner and staff came with the shop's data, nobody is asked for them. */
const furtherTill: readonly SetupPageId[] = ['connect', 'branch', 'pull', 'ready', 'recovery'];

/** The owner's first run: one question a page. Main says which one is next; the owner may look back at the first two. */
export function SetupScreen() {
  const { t } = useTranslation();
  const { setup, version } = useApp();
  const [lookingAt, setLookingAt] = useState<LookAt>(null);
  const code = useRecoveryCode();
  if (setup === null) return null;
  const step = lookingAt ?? setup.step;
  const steps = setup.joined ? furtherTill : firstTill;
  const reached = steps.indexOf(step === 'recovery' ? step : setup.step);
  return (
    <main className="setup" data-testid={testIds.setupScreen} data-step={step}>
      <aside className="setup-rail">
        <h1>Quầy</h1>
        <p>{t('setup.welcome')}</p>
        <ol>
          {steps.map((entry, index) => {
            const isDone = index < reached;
            const Sign = entry === step ? IconPointFilled : isDone ? IconCircleCheck : IconCircle;
            return (
              <li key={entry} aria-current={entry === step ? 'step' : undefined} data-done={isDone}>
                <Sign size={24} aria-hidden="true" /> {index + 1}. {t(`setup.steps.${entry}`)}
              </li>
            );
          })}
        </ol>
        <p className="muted">
          {setup.shopName === null ? null : <strong>{setup.shopName}</strong>}
          {setup.branchName === null ? null : <span> · {setup.branchName}</span>}
        </p>
        <p className="muted setup-version">Quầy {version}</p>
      </aside>
      <section className="setup-main">
        <Page setup={setup} step={step} lookAt={setLookingAt} code={code} />
      </section>
    </main>
  );
}

type LookAt = 'connect' | 'branch' | 'recovery' | null;

type PageProps = {
  readonly setup: SetupView;
  readonly step: SetupPageId;
  readonly lookAt: (step: LookAt) => void;
  readonly code: SetupCode;
};

function Page({ setup, step, lookAt, code }: PageProps) {
  const goOn = () => lookAt(null);
  const end = () => {
    code.make();
    lookAt('recovery');
  };
  switch (step) {
    case 'connect':
      return <ConnectPage setup={setup} onDone={goOn} onBack={setup.step === 'connect' ? null : goOn} />;
    case 'branch':
      return <BranchPage setup={setup} onDone={goOn} onBack={() => lookAt('connect')} />;
    case 'owner':
      return <OwnerPage setup={setup} onBack={() => lookAt('branch')} />;
    case 'pull':
      return <PullPage setup={setup} onBack={() => lookAt('branch')} />;
    case 'staff':
      return <StaffPage setup={setup} onDone={end} />;
    case 'ready':
      return <ReadyPage setup={setup} onDone={end} />;
    case 'recovery':
      return <RecoveryPage code={code} onBack={goOn} />;
    default:
      return unreachable(step);
  }
}

import { TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../contracts/errors/failure.ts';
import type { BranchView, SetupView } from '../../../contracts/views/session.ts';
import { fold } from '../../../domain/text/fold.ts';
import { useKeys } from '../../lib/keys.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { keepFocus } from '../../ui/key-button.tsx';
import { TextEntry } from '../../ui/number-entry.tsx';
import { stepWithin } from '../../ui/virtual-rows.tsx';
import { SetupPage } from './setup-page.tsx';

type BranchPageProps = {
  readonly setup: SetupView;
  readonly onDone: () => void;
  readonly onBack: () => void;
};

/** More than this and the list gets a search field. */
const fewBranches = 6;

/** Which branch this machine sells for. Nothing is chosen beforehand where there is a choice: a wrong one costs a day. */
export function BranchPage({ setup, onDone, onBack }: BranchPageProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [chosenId, setChosenId] = useState(setup.branches.length === 1 ? setup.branches[0]?.id : undefined);
  const [tillNumber, setTillNumber] = useState('1');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [bind, busy] = useCall('setup:bind', { quiet: true });
  const shown = setup.branches.filter((branch) => matches(branch, text));
  const hasSearch = setup.branches.length > fewBranches;
  const step = (by: number) => {
    const at = shown.findIndex((branch) => branch.id === chosenId);
    const next = shown[at === -1 ? 0 : stepWithin(shown.length, at, by)];
    if (next !== undefined) setChosenId(next.id);
  };
  useKeys({ commands: { up: () => step(-1), down: () => step(1) } });
  const act = async () => {
    if (chosenId === undefined) return;
    const answer = await bind({ locationId: chosenId, tillNumber: Number(tillNumber) });
    if (answer === null) return;
    if (answer.ok) onDone();
    else setFailure(answer.error);
  };
  const isAboutNumber = failure?.code === 'TILL_NUMBER_INVALID';
  const chosen = setup.branches.find((branch) => branch.id === chosenId);
  return (
    <SetupPage
      title={t('setup.branch.title')}
      why={t('setup.branch.why')}
      next={{
        label: busy
          ? t('setup.branch.binding')
          : chosen === undefined
            ? t('setup.branch.choose')
            : t('setup.branch.act', { name: chosen.name }),
        act: () => void act(),
        disabled: busy || chosenId === undefined || tillNumber === '',
        testId: testIds.setupBind,
      }}
      onBack={onBack}
      trouble={failure === null || isAboutNumber ? null : { failure, leave: () => setFailure(null), busy }}
    >
      {isAboutNumber ? <FailureNote failure={failure} /> : null}
      <div className="setup-branch">
        <div className="setup-branch-list">
          {hasSearch ? (
            <TextInput
              value={text}
              autoFocus
              placeholder={t('setup.branch.search', { count: setup.branches.length })}
              aria-label={t('setup.branch.search', { count: setup.branches.length })}
              data-testid={testIds.setupBranchSearch}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          ) : null}
          <div className="setup-options">
            {shown.map((branch) => (
              <BranchOption
                key={branch.id}
                branch={branch}
                isChosen={branch.id === chosenId}
                onChoose={() => setChosenId(branch.id)}
              />
            ))}
            {shown.length === 0 ? <p className="muted">{t('setup.branch.none')}</p> : null}
          </div>
        </div>
        <div className="setup-till-number">
          <TextEntry
            label={t('setup.branch.number')}
            text={tillNumber}
            autoFocus={!hasSearch}
            onText={(typed) => setTillNumber(typed.replace(/\D/g, '').slice(0, 2))}
            testId={testIds.setupTillNumber}
          />
          <p className="muted">{t('setup.branch.numberHint')}</p>
        </div>
      </div>
    </SetupPage>
  );
}

type BranchOptionProps = {
  readonly branch: BranchView;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
};

function BranchOption({ branch, isChosen, onChoose }: BranchOptionProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isChosen) button.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    <button
      ref={button}
      type="button"
      className="setup-option"
      aria-pressed={isChosen}
      data-testid={testIds.setupBranch(branch.id)}
      onMouseDown={keepFocus}
      onClick={onChoose}
    >
      <span aria-hidden="true">{isChosen ? '●' : '○'}</span>
      <span>
        <strong>{branch.name}</strong>
        <span className="muted setup-address">{branch.address}</span>
      </span>
    </button>
  );
}

function matches(branch: BranchView, text: string): boolean {
  return fold(`${branch.name} ${branch.address}`).includes(fold(text));
}

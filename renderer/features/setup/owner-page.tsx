import { TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../contracts/errors/failure.ts';
import type { SetupView } from '../../../contracts/views/session.ts';
import { useKeys } from '../../lib/keys.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { keepFocus } from '../../ui/key-button.tsx';
import { stepWithin } from '../../ui/virtual-rows.tsx';
import { emptyPinPair, PinPair, pinProblem } from '../staff/pin-pair.tsx';
import { SetupPage } from './setup-page.tsx';

/** Who owns the shop on this machine, and their PIN. From here on only they can go on with the set-up. */
export function OwnerPage({ setup, onBack }: { readonly setup: SetupView; readonly onBack: () => void }) {
  const { t } = useTranslation();
  const people = setup.staff.toSorted((a, b) => Number(b.isAccountOwner) - Number(a.isAccountOwner));
  const choices: readonly (string | null)[] = [...people.map((person) => person.id), null];
  const [staffId, setStaffId] = useState<string | null>(people[0]?.isAccountOwner ? people[0].id : null);
  const [name, setName] = useState('');
  const [pair, setPair] = useState(emptyPinPair);
  const [failure, setFailure] = useState<Failure | null>(null);
  const nameField = useRef<HTMLInputElement>(null);
  const pin = useRef<HTMLInputElement>(null);
  const again = useRef<HTMLInputElement>(null);
  const [save, busy] = useCall('setup:owner', { quiet: true });
  const act = async () => {
    if (staffId === null && name.trim() === '') return nameField.current?.focus();
    const problem = pinProblem(pair);
    if (problem === 'again' || problem === 'different') return again.current?.focus();
    if (problem !== null) return pin.current?.focus();
    const answer = await save({ staffId, name: staffId === null ? name.trim() : '', pin: pair.pin });
    if (answer !== null) setFailure(answer.ok ? null : answer.error);
  };
  const step = (by: number) =>
    setStaffId(choices[stepWithin(choices.length, choices.indexOf(staffId), by)] ?? null);
  useKeys({ commands: { up: () => step(-1), down: () => step(1) } });
  const option = (id: string | null, label: string, remark: string) => (
    <button
      key={id ?? 'other'}
      type="button"
      className="setup-option"
      aria-pressed={id === staffId}
      data-testid={testIds.setupOwnerChoice}
      data-staff-id={id ?? ''}
      onMouseDown={keepFocus}
      onClick={() => setStaffId(id)}
    >
      <span aria-hidden="true">{id === staffId ? '●' : '○'}</span>
      <span>
        <strong>{label}</strong>
        <span className="muted setup-address">{remark}</span>
      </span>
    </button>
  );
  return (
    <SetupPage
      title={t('setup.owner.title')}
      why={t('setup.owner.why')}
      next={{
        label: t(busy ? 'setup.owner.saving' : 'setup.owner.act'),
        act: () => void act(),
        disabled: busy,
        testId: testIds.setupOwnerSave,
      }}
      onBack={onBack}
    >
      {failure === null ? null : <FailureNote failure={failure} />}
      {failure === null && setup.shopData !== null ? <FailureNote failure={setup.shopData} /> : null}
      <div className="setup-owner">
        <div className="setup-options">
          {people.map((person) =>
            option(
              person.id,
              person.name,
              person.isAccountOwner ? t('setup.owner.account') : t('setup.owner.staff'),
            ),
          )}
          {option(null, t('setup.owner.other'), t('setup.owner.otherHint'))}
        </div>
        <div className="form-column">
          {staffId === null ? (
            <TextInput
              ref={nameField}
              label={t('setup.owner.name')}
              value={name}
              maxLength={100}
              autoFocus
              data-testid={testIds.setupOwnerName}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          ) : null}
          <PinPair
            value={pair}
            onChange={setPair}
            pinRef={pin}
            againRef={again}
            autoFocus={staffId !== null}
            testIds={{ pin: testIds.setupOwnerPin, again: testIds.setupOwnerPinAgain }}
          />
        </div>
      </div>
    </SetupPage>
  );
}

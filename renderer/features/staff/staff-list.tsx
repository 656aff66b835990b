import { IconUsers } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffView } from '../../../contracts/views/session.ts';
import { call, failureOf } from '../../lib/bridge.ts';
import { showDone } from '../../lib/failures.ts';
import { useKeys } from '../../lib/keys.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { StatusPill } from '../../ui/status-pill.tsx';
import { stepWithin, VirtualRows } from '../../ui/virtual-rows.tsx';
import { AddStaffDialog } from './add-staff-dialog.tsx';
import { PinDialog } from './pin-dialog.tsx';
import '../../ui/office.css';
import './staff.css';

type StaffListProps = {
  readonly rowTestId: string;
  /** Whether people may be added by hand. */
  readonly mayAdd: boolean;
  /** What gives the marked person a PIN; `right` where Enter belongs to the page around. */
  readonly pinCommand: 'confirm' | 'right';
};

type Open = { readonly kind: 'pin' | 'revoke'; readonly person: StaffView } | { readonly kind: 'add' } | null;

const staffKey = ['staff'];
const nobody: readonly StaffView[] = [];

/** Who may sign in here: a role and a PIN for each; without a PIN no entry. */
export function StaffList({ rowTestId, mayAdd, pinCommand }: StaffListProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const staff = useQuery({ queryKey: staffKey, queryFn: () => call('staff:list') });
  const [selected, setSelected] = useState(0);
  const [open, setOpen] = useState<Open>(null);
  const rows = staff.data ?? nobody;
  const keep = (next: readonly StaffView[]) => queries.setQueryData(staffKey, next);
  const givePin = (person: StaffView | undefined) => {
    if (person !== undefined) setOpen({ kind: 'pin', person });
  };
  useKeys({
    commands: {
      up: () => setSelected(stepWithin(rows.length, selected, -1)),
      down: () => setSelected(stepWithin(rows.length, selected, 1)),
      [pinCommand]: () => givePin(rows[selected]),
    },
  });
  const close = () => setOpen(null);
  return (
    <div className="staff-list">
      {staff.error === null ? null : <FailureNote failure={failureOf(staff.error)} />}
      {staff.isSuccess && rows.length === 0 ? (
        <EmptyState icon={IconUsers} title={t('staff.none')}>
          {t('staff.noneHint')}
        </EmptyState>
      ) : (
        <VirtualRows
          rows={rows}
          keyOf={(person) => person.id}
          rowHeight={68}
          selected={selected}
          onSelect={setSelected}
          testId={rowTestId}
          stateOf={(person) => (person.pinClashed ? 'pin-clashed' : person.hasPin ? 'has-pin' : 'no-pin')}
          action={(person, isSelected) => (
            <span className="staff-actions">
              {person.hasPin ? (
                <KeyButton
                  tone="stop"
                  testId={testIds.staffRevoke}
                  onClick={() => setOpen({ kind: 'revoke', person })}
                >
                  {t('staff.revoke')}
                </KeyButton>
              ) : null}
              <KeyButton
                {...(isSelected ? { command: pinCommand } : {})}
                testId={testIds.staffSetPin}
                onClick={() => givePin(person)}
              >
                {t(person.hasPin ? 'staff.changePin' : 'staff.setPin')}
              </KeyButton>
            </span>
          )}
        >
          {(person) => <Person person={person} />}
        </VirtualRows>
      )}
      {mayAdd ? (
        <div className="button-row">
          <KeyButton testId={testIds.staffAdd} onClick={() => setOpen({ kind: 'add' })}>
            {t('staff.addByHand')}
          </KeyButton>
        </div>
      ) : null}
      {open?.kind === 'pin' ? <PinDialog person={open.person} onSaved={keep} onClose={close} /> : null}
      {open?.kind === 'revoke' ? <RevokeDialog person={open.person} onSaved={keep} onClose={close} /> : null}
      {open?.kind === 'add' ? <AddStaffDialog onSaved={keep} onClose={close} /> : null}
    </div>
  );
}

function Person({ person }: { readonly person: StaffView }) {
  const { t } = useTranslation();
  return (
    <span className="staff-person">
      <span>
        <span className="row-line row-strong">{person.name}</span>
        {person.pinClashed ? (
          <span className="row-line muted">{t('staff.pinClashedHint')}</span>
        ) : person.isAccountOwner ? (
          <span className="row-line muted">{t('staff.accountOwner')}</span>
        ) : null}
      </span>
      <span>{t(`staff.roles.${person.role}`)}</span>
      <StatusPill tone={person.pinClashed ? 'stop' : person.hasPin ? 'done' : 'info'}>
        {t(person.pinClashed ? 'staff.pinClashed' : person.hasPin ? 'staff.hasPin' : 'staff.noPin')}
      </StatusPill>
    </span>
  );
}

type RevokeDialogProps = {
  readonly person: StaffView;
  readonly onSaved: (staff: readonly StaffView[]) => void;
  readonly onClose: () => void;
};

function RevokeDialog({ person, onSaved, onClose }: RevokeDialogProps) {
  const { t } = useTranslation();
  const [revoke, busy] = useCall('staff:revoke');
  const act = async () => {
    const answer = await revoke({ staffId: person.id });
    if (answer?.ok !== true) return;
    onSaved(answer.value);
    showDone(t('staff.revoked', { name: person.name }));
    onClose();
  };
  return (
    <Dialog
      title={t('staff.revokeTitle', { name: person.name })}
      onClose={onClose}
      confirm={{ label: t('staff.revoke'), act: () => void act(), disabled: busy, tone: 'stop' }}
    >
      <p>{t('staff.revokeWords')}</p>
    </Dialog>
  );
}

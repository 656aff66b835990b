import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffView } from '../../../contracts/views/session.ts';
import { type Role, roles } from '../../../domain/staff.ts';
import { showDone } from '../../lib/failures.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { Choice } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { emptyPinPair, PinPair, pinProblem } from './pin-pair.tsx';

type PinDialogProps = {
  readonly person: StaffView;
  readonly onSaved: (staff: readonly StaffView[]) => void;
  readonly onClose: () => void;
};

/** A role and a PIN for one person. A PIN that somebody else has is refused by main, without saying whose it is. */
export function PinDialog({ person, onSaved, onClose }: PinDialogProps) {
  const { t } = useTranslation();
  const [role, setRole] = useState<Role>(person.role);
  const [pair, setPair] = useState(emptyPinPair);
  const pin = useRef<HTMLInputElement>(null);
  const again = useRef<HTMLInputElement>(null);
  const [save, busy] = useCall('staff:set-pin');
  const act = async () => {
    const problem = pinProblem(pair);
    if (problem === 'again' || problem === 'different') return again.current?.focus();
    if (problem !== null) return pin.current?.focus();
    const answer = await save({ staffId: person.id, pin: pair.pin, role });
    if (answer?.ok !== true) return;
    onSaved(answer.value);
    showDone(t('staff.pinSaved', { name: person.name }));
    onClose();
  };
  return (
    <Dialog
      title={t('staff.pinTitle', { name: person.name })}
      onClose={onClose}
      confirm={{
        label: busy ? t('staff.saving') : t('staff.savePin'),
        act: () => void act(),
        disabled: busy,
      }}
    >
      <div className="form-column">
        <Choice
          label={t('staff.role')}
          value={role}
          options={roles.map((value) => ({ value, label: t(`staff.roles.${value}`) }))}
          onChange={setRole}
          testIdOf={testIds.staffRole}
        />
        <p className="muted staff-role-words">{t(`staff.roleWords.${role}`)}</p>
        <PinPair
          value={pair}
          onChange={setPair}
          pinRef={pin}
          againRef={again}
          autoFocus
          testIds={{ pin: testIds.staffPin, again: testIds.staffPinAgain }}
        />
      </div>
    </Dialog>
  );
}

import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffView } from '../../../contracts/views/session.ts';
import { type Role, roles } from '../../../domain/staff.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { Choice } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';

type AddStaffDialogProps = {
  readonly onSaved: (staff: readonly StaffView[]) => void;
  readonly onClose: () => void;
};

/** Somebody the cloud does not list. */
export function AddStaffDialog({ onSaved, onClose }: AddStaffDialogProps) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('cashier');
  const [add, busy] = useCall('staff:add');
  const act = async () => {
    const answer = await add({ name: name.trim(), role });
    if (answer?.ok !== true) return;
    onSaved(answer.value);
    onClose();
  };
  return (
    <Dialog
      title={t('staff.addTitle')}
      onClose={onClose}
      confirm={{ label: t('staff.add'), act: () => void act(), disabled: busy || name.trim() === '' }}
    >
      <div className="form-column">
        <TextInput
          label={t('staff.name')}
          value={name}
          maxLength={100}
          autoFocus
          data-testid={testIds.staffName}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Choice
          label={t('staff.role')}
          value={role}
          options={roles.map((value) => ({ value, label: t(`staff.roles.${value}`) }))}
          onChange={setRole}
          testIdOf={testIds.staffRole}
        />
        <p className="muted staff-role-words">{t(`staff.roleWords.${role}`)}</p>
      </div>
    </Dialog>
  );
}

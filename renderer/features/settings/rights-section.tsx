import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import {
  type Grant,
  type GrantedRole,
  grantedRoles,
  measures,
  ownersOnly,
  rightsWith,
  untouchable,
} from '../../../domain/permission/rights.ts';
import { type StaffAction, staffActions } from '../../../domain/staff.ts';
import { formatAmount } from '../../../domain/text/format.ts';
import { testIds } from '../../test-ids.ts';
import { parseAmount, TextEntry } from '../../ui/number-entry.tsx';
import { useSettingsForm } from './draft.ts';
import './rights-section.css';

const listed = staffActions.filter((action) => !untouchable.has(action) && !ownersOnly.has(action));

/** Who may do what, by role. The owner may do everything, so the table has no column for it. */
export function RightsSection() {
  const { t } = useTranslation();
  const { settings, change } = useSettingsForm();
  const rights = rightsWith(settings.rights);
  const grant = (role: GrantedRole, action: StaffAction, to: Grant) =>
    change({
      rights: { ...settings.rights, [role]: { ...settings.rights[role], [action]: to } },
    });
  return (
    <>
      <p className="muted settings-hint">{t('rights.words')}</p>
      <table className="rights">
        <thead>
          <tr>
            <th>{t('rights.act')}</th>
            {grantedRoles.map((role) => (
              <th key={role}>{t(`staff.roles.${role}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {listed.map((action) => (
            <tr key={action}>
              <th scope="row">{t(`rights.actions.${action}`)}</th>
              {grantedRoles.map((role) => (
                <td key={role}>
                  <GrantCell
                    role={role}
                    action={action}
                    grant={rights[role][action]}
                    onChange={(to) => grant(role, action, to)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

type GrantCellProps = {
  readonly role: GrantedRole;
  readonly action: StaffAction;
  readonly grant: Grant;
  readonly onChange: (to: Grant) => void;
};

/** Yes or no, and where it is measured up to how much; an empty limit is none. */
function GrantCell({ role, action, grant, onChange }: GrantCellProps) {
  const { t } = useTranslation();
  const unit = measures[action];
  const label = `${t(`rights.actions.${action}`)} – ${t(`staff.roles.${role}`)}`;
  return (
    <div className="rights-cell">
      <Switch
        aria-label={label}
        checked={grant !== false}
        data-testid={testIds.right(role, action)}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {unit === undefined || grant === false ? null : (
        <TextEntry
          unit={unit === 'dong' ? 'đ' : '%'}
          text={limitText(grant, unit)}
          onText={(text) => onChange(limitFrom(text, unit))}
          testId={testIds.rightLimit(role, action)}
        />
      )}
    </div>
  );
}

function limitText(grant: Grant, unit: 'dong' | 'basis-points'): string {
  if (typeof grant !== 'number') return '';
  return formatAmount(unit === 'dong' ? grant : Math.floor(grant / 100));
}

/** Whole per cents: nobody gives a cashier 7,5 %. */
function limitFrom(text: string, unit: 'dong' | 'basis-points'): Grant {
  const typed = parseAmount(text);
  if (typed === null) return true;
  return unit === 'dong' ? typed : Math.min(typed, 100) * 100;
}
